"""Finds text that a person reads and that nobody marked for translation, in templates and in Python.

file -> the words that stand in it
"""

import ast
import re
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType
from house_plan import parsed

MARKS = {
    "say", "say_n", "marked", "say_known", "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext",
    "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
}  # fmt: skip
SAME_EVERYWHERE = {
    "Lumbago",
    "JSON",
    "CSV",
    "PDF",
    "TOML",
    "QR",
    "DOI",
    "PMID",
    "SNOMED",
    "LOINC",
    "mg",
    "kg",
}
READ_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
FILTERS_WITH_TEXT = re.compile(r"""\|(?:pluralize|(?:default|default_if_none|yesno|join):["']([^"']+)["'])""")
GIVEN_TO_A_PART = re.compile(r"""=\s*["']([^"']*\s[^"']*)["']""")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-Z][a-z]+(?:[ .,:;?!]|$)|[a-z]{2,}[,;:]? [a-z]{2,}")
NO_SENTENCE = re.compile(
    r"[a-z-]+(?: [a-z]+-[a-z-]+)+|(?:[A-Z][a-z]+){2,}|[\w-]+(?:[./][\w-]+)+.*|[A-Z][a-z]+-[A-Z].*"
    r"|[^{}]*\{ [a-z-]+: [^{}]*\}[\s\S]*"
    r"|Lax|Cookie|(?:attachment|inline);.*|HX-.*|noreferrer noopener"
)
"""Classes and rules of a stylesheet, names of types and files, headers, what a link is to a browser."""

MARKUP = re.compile(r"<[^>]*>?")


class _Reader(HTMLParser):
    """Collects what is read of a page: its text, and the attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.read = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        self.read += [value for name, value in attrs if name in READ_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.read.append(data)


def left_in_template(path):
    """Return the words of a template outside its translate tags."""
    reader, found = _Reader(), []
    reader.feed("".join(_pieces(path.read_text(encoding="utf-8"), found)))
    reader.close()
    return [" ".join(text.split()) for text in (*reader.read, *found) if _is_text(text)]


def _pieces(source, found):
    """Yield what is plain text of a template; texts given to filters and parts go to `found`."""
    closing = None
    for token in Lexer(source).tokenize():
        name = (token.contents.split() or [""])[0]
        if closing is not None:
            closing = None if token.token_type is TokenType.BLOCK and name in closing else closing
        elif token.token_type is TokenType.TEXT:
            yield token.contents
        elif token.token_type is TokenType.VAR:
            found += [arg or "pluralize" for arg in FILTERS_WITH_TEXT.findall(token.contents) if arg != ", "]
        elif token.token_type is TokenType.BLOCK:
            if name in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                closing = {f"end{name}"}
            elif name in {"include", "with"}:
                found += GIVEN_TO_A_PART.findall(token.contents)


def _is_text(text):
    return bool(set(WORD.findall(text)) - SAME_EVERYWHERE)


def left_in_python(path):
    """Return the strings of a Python file that look like sentences and that nobody marked."""
    silent = set()
    for node in ast.walk(parsed(path)):
        if _is_silent(node):
            silent |= {id(below) for below in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and id(node) not in silent and _is_sentence(node.value)
    ]


def _is_silent(node):
    """Return whether nothing below a node is read by a person: documentation, types, what is marked."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in MARKS
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return any(isinstance(name, ast.Name) and name.id == "__all__" for name in node.targets)
    return isinstance(node, ast.arg | ast.Assert | ast.Subscript)


def _is_sentence(value):
    text = MARKUP.sub(" ", value).strip() if isinstance(value, str) else ""
    return bool(SENTENCE.search(text)) and not NO_SENTENCE.fullmatch(text) and _is_text(text)
