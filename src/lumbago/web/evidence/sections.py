"""What a page about a fact is made of; each shape has its template.

Terms, Table, Rule, Passages, Links, Picture
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeAlias

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lumbago.web.forest import Forest


@dataclass(frozen=True)
class Terms:
    """Names, each with its value."""

    title: str
    rows: tuple[tuple[str, SafeString], ...]
    template: ClassVar[str] = "evidence/terms.html"


@dataclass(frozen=True)
class Row:
    """One row of a table; its anchor is empty where nothing links to it."""

    anchor: str
    cells: tuple[SafeString, ...]


@dataclass(frozen=True)
class Table:
    """Things of one shape; `hint` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    hint: str = ""
    template: ClassVar[str] = "evidence/table.html"

    @property
    def filled(self) -> Self:
        """The same without columns that no row fills; the first one stays."""
        kept = [n for n in range(len(self.columns)) if not n or any(row.cells[n] for row in self.rows)]
        rows = tuple(Row(row.anchor, tuple(row.cells[n] for n in kept)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[n] for n in kept), rows=rows)

    @property
    def body(self) -> SafeString:
        """All rows; each cell holds the name of its column too, for narrow screens."""
        return format_html_join("\n", '<tr role="row"{}>{}{}</tr>', map(self._row, self.rows))

    def _row(self, row: Row) -> tuple[SafeString, SafeString, SafeString]:
        anchor = format_html(' id="{}"', row.anchor) if row.anchor else SafeString("")
        head = format_html('<th scope="row" role="rowheader">{}</th>', row.cells[0])
        named = zip(self.columns[1:], row.cells[1:], strict=True)
        return anchor, head, format_html_join("", '<td role="cell" data-label="{}">{}</td>', named)


@dataclass(frozen=True)
class Rule:
    """What must hold, as a list in a list."""

    title: str
    tree: SafeString
    template: ClassVar[str] = "evidence/rule.html"


@dataclass(frozen=True)
class Passage:
    """One part of a text, with what it rests on."""

    heading: str
    blocks: tuple[list[str] | str, ...]
    ground: SafeString


@dataclass(frozen=True)
class Passages:
    """A text in parts."""

    title: str
    parts: tuple[Passage, ...]
    template: ClassVar[str] = "evidence/passages.html"


@dataclass(frozen=True)
class Links:
    """Links, by what they lead to."""

    title: str
    groups: Mapping[str, tuple[SafeString, ...]]
    template: ClassVar[str] = "evidence/links.html"


@dataclass(frozen=True)
class Picture:
    """What a treatment does to pain, drawn; the table beside it holds the same numbers."""

    title: str
    forest: Forest
    template: ClassVar[str] = "evidence/picture.html"


Section: TypeAlias = Terms | Table | Rule | Passages | Links | Picture
