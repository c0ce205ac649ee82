"""`lumbago cite`: what a fact rests on, and how to find its id.

    id, or plain words -> facts with their sources

A number of our own judgement, or one that nobody could check, says so beside it.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from lumbago.knowledge import Knowledge
    from lumbago.knowledge.search import Cited

EXAMPLES = f"""\b
Examples:
  lumbago cite radiculopathy               a condition and its numbers
  lumbago cite radiculopathy/leg_pain      one likelihood ratio
  lumbago cite R02                         a red-flag rule, by number or id
  lumbago cite facet-joint                 a word in plain words
  lumbago cite --findings                  every finding a report may hold
  lumbago cite --search "pulled muscle"    what plain words lead to

\b
{EXIT_CODES}"""

LONGEST_SEARCH = 200


def cite(
    id_: Annotated[
        str,
        typer.Argument(metavar="[ID]", help="Id of a finding, red flag, condition, source, page or word."),
    ] = "",
    *,
    lists_findings: Annotated[
        bool, typer.Option("--findings", help="List every finding with the clinician's wording.")
    ] = False,
    words: Annotated[str, typer.Option("--search", metavar="WORDS", help="Find ids by plain words.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a fact rests on: its numbers, their sources, and what is our own judgement."""
    if sum(map(bool, (id_, lists_findings, words))) != 1:
        refuse("ID: give one id, or --findings, or --search WORDS; for example: lumbago cite foot_drop")
    if len(words) > LONGEST_SEARCH:
        refuse(f"--search: it holds {len(words):,} characters; give at most {LONGEST_SEARCH}")
    from lumbago.knowledge import current

    knowledge = current()
    if lists_findings:
        _list_findings(knowledge, as_json=as_json)
    elif words:
        _find(words, knowledge, as_json=as_json)
    else:
        _cite(id_, knowledge, as_json=as_json)


def _list_findings(knowledge: "Knowledge", *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {"id": f.id, "clinician": f.clinician, "question": f.question, "asked_of": f.asked_of}
                for f in knowledge.findings.values()
            ]
        )
        return
    console = console_of()
    for finding in knowledge.findings.values():
        paragraph(console, f"{finding.id:<28}{finding.clinician}", by=28, first="")


def _find(words: str, knowledge: "Knowledge", *, as_json: bool) -> None:
    from lumbago.knowledge import search
    from lumbago.knowledge.languages import LANGUAGES, in_language

    hits = search(words, knowledge, (in_language(knowledge, language) for language in LANGUAGES))
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    console = console_of()
    if not hits:
        console.print("Nothing has that name. Try other words, or: lumbago cite --findings")
    for hit in hits:
        says = f": {hit.says}" if hit.says else ""
        paragraph(console, f"{hit.id:<28}{hit.title} ({hit.folder}){says}", by=28, first="")


def _cite(id_: str, knowledge: "Knowledge", *, as_json: bool) -> None:
    from lumbago.knowledge import cite as cited_as

    cited = cited_as(id_, knowledge)
    if as_json:
        print_json([asdict(fact) for fact in cited])
        return
    console = console_of()
    for fact in cited:
        heading(console, f"{fact.title}  ({fact.folder}/{fact.id})")
        paragraph(console, fact.text, by=2)
        bullets(console, _grounds(fact))


def _grounds(fact: "Cited") -> list[str]:
    from lumbago.cli.words import STATUS_TAGS

    return [
        " ".join(
            part
            for part in (
                f"{ground.statement.rstrip('.')}.",
                STATUS_TAGS[ground.status],
                f"{ground.citation} [{ground.source}]" if ground.source else "",
                f"({ground.at})",
            )
            if part
        )
        for ground in fact.grounds
    ]
