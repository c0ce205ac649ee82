"""The summary on paper: an A4 page as a tagged PDF (PDF/UA-1), set by typst with its own fonts.

    Summary -> PDF

Nothing is fetched. What a person typed reaches the page as text, never as markup.
"""

import json
from functools import lru_cache
from importlib import resources

import typst
from django.utils.translation import get_language
from pydantic import TypeAdapter

from lumbago.web.summary.telling import Summary
from lumbago.web.summary.titles import titles

_SUMMARY = TypeAdapter(Summary)


def pdf_of(summary: Summary) -> bytes:
    """Return the summary as a PDF.

    Letters that typst's own fonts lack are taken from this machine's; where none has them, the PDF shows
    boxes in their place and claims no standard.
    """
    inputs = {
        "summary": _SUMMARY.dump_json(summary).decode(),
        "titles": json.dumps(titles()),
        "language": (get_language() or "en").partition("-")[0],
    }
    for ignores_machine, standards in ((True, ["ua-1"]), (False, ["ua-1"]), (False, [])):
        try:
            paper = typst.compile(
                _sheet(),
                format="pdf",
                ignore_system_fonts=ignores_machine,
                sys_inputs=inputs,
                pdf_standards=standards,
            )
        except typst.TypstError as fault:
            unset = fault
        else:
            return bytes(paper)
    raise unset


@lru_cache(maxsize=1)
def _sheet() -> bytes:
    return (resources.files("lumbago.web.summary") / "one_page.typ").read_bytes()
