"""Reports in Markdown as safe HTML: no raw HTML, tables that scroll, and what was missed marked as missed.

Markdown -> HTML, how many targets were met and missed
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lumbago.web.evidence import shipped

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MET, MISSED = "met", "missed"


@dataclass(frozen=True)
class Page:
    """A report as HTML.

    Attributes:
        title: The heading it opens with.
        html: All that follows it.
        verdicts: How many targets were met, and missed.
    """

    title: str
    html: SafeString
    verdicts: Mapping[str, int]


def page_of(text: str, *, deeper: int = 0) -> Page:
    """Turn Markdown into a page.

    Args:
        text: The Markdown; raw HTML in it is shown as written, comments are left out.
        deeper: How many levels its headings go down.
    """
    return _page_of(text, deeper, get_language() or "")


@lru_cache(maxsize=64)
def _page_of(text: str, deeper: int, _language: str) -> Page:
    tokens = _MARKDOWN.parse(COMMENT.sub("", text))
    title = ""
    if tokens and tokens[0].type == "heading_open":
        title, tokens = tokens[1].content, tokens[3:]
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{int(token.tag[1:]) + deeper}"
        for child in token.children or ():
            _point(child)
    _label_tables(tokens, title)
    verdicts = _mark_cells(tokens)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Page(title, SafeString(html), verdicts)


def _label_tables(tokens: Sequence[Token], heading: str) -> None:
    """Name each table after its heading: it is a region of its own, for it may scroll."""
    counted: Counter[str] = Counter()
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            heading = following.content
        elif token.type == "table_open":
            counted[heading] += 1
            words = _("%(heading)s, table %(number)s")
            token.meta["label"] = words % {"heading": heading, "number": counted[heading]}


def _mark_cells(tokens: Sequence[Token]) -> Counter[str]:
    """Mark cells and rows that give a verdict, name columns without a name; count the verdicts."""
    verdicts: Counter[str] = Counter()
    row = before = Token("", "", 0)
    for token, cell in pairwise(tokens):
        if token.type == "tr_open":
            row = token
        elif token.type == "th_open" and not cell.content:
            name = _("Group") if before is row else _("Verdict")
            cell.children = [Token("text", "", 0, content=name)]
        if token.type in {"td_open", "th_open"} and "right" in str(token.attrs.pop("style", "")):
            token.attrJoin("class", "tally")
        if token.type == "td_open" and (verdict := _verdict(cell.content)):
            verdicts[verdict] += 1
            token.attrJoin("class", verdict)
            row.attrJoin("class", f"has-{verdict}")
        before = token
    return verdicts


def _verdict(words: str) -> str:
    if re.search(r"not\s+met", words):
        return MISSED
    return MET if re.match(r"\**met\b", words) else ""


def _point(token: Token) -> None:
    """Let figures and links lead to where they are here; a link to what is not here stays as words."""
    if token.type == "image":
        name = str(token.attrs["src"]).removesuffix(".svg")
        token.attrs = {"src": reverse("evidence-figure", kwargs={"name": name}), "alt": "", "loading": "lazy"}
    elif token.type == "link_open":
        address = str(token.attrs.pop("href"))
        report = address.partition("#")[0].removesuffix(".md")
        if report in shipped.report_names():
            token.attrSet("href", reverse("evidence-report", kwargs={"name": report}))
        elif address.startswith("https://"):
            token.attrs = {"href": address, "rel": "noreferrer noopener"}


def _table_open(_self: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    label = escape(tokens[place].meta["label"])
    return f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>\n'


def _table_close(*_rest: Any) -> str:
    return "</table></div>\n"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.add_render_rule("table_open", _table_open)
_MARKDOWN.add_render_rule("table_close", _table_close)
