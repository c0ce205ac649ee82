"""Write the pages that knowledge decides: the reference, and the figures on published cases.

knowledge -> docs/reference/*.md, docs/explanation/the-recovery-model.md and figures, docs/validation/*.md
docs/safety/asvs.toml -> docs/safety/asvs.md

`python docs/generate.py` writes them; `--check` says which are stale, but for figures and docs/validation,
and exits 1.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from lumbago.knowledge import Knowledge, current
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import (
    Condition,
    Expression,
    Factor,
    Finding,
    LikelihoodRatio,
    Prior,
    RedFlag,
    Source,
)
from lumbago.record import Disposition, Status
from lumbago.validation import page, read_cases, report, score_case

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "evidence" / "cases_open.jsonl"
NOTE = (
    "<!-- Written by docs/generate.py from src/lumbago/knowledge. Change the knowledge, then: make docs -->"
)
SIGN_OFF = "our judgement, awaiting clinical sign-off"
STATUS_WORDS = {
    Status.PUBLISHED: "published",
    Status.UNVERIFIED: "unverified: seen at second hand",
    Status.JUDGEMENT: SIGN_OFF,
}


def pages() -> dict[str, str]:
    """Return every generated page, by its path below `docs/`."""
    knowledge = current()
    written = {
        "red-flags": _red_flags(knowledge),
        "conditions": _conditions(knowledge),
        "findings": _findings(knowledge),
        "sources": _sources(knowledge),
    }
    written |= _beside("treatment_pages").treatment_pages(knowledge, NOTE)
    written |= _beside("exercise_pages").exercise_pages(knowledge, NOTE, _in_words)
    reference = {f"reference/{name}.md": "\n".join(lines).rstrip() + "\n" for name, lines in written.items()}
    return {
        **reference,
        "explanation/the-recovery-model.md": _beside("recovery_page").page(knowledge),
        "safety/asvs.md": _beside("asvs_page").page(),
    }


def stale() -> list[str]:
    """Return the pages that do not say what knowledge says."""
    return [name for name, text in pages().items() if not _says(HERE / name, text)]


def main(arguments: list[str]) -> int:
    """Write the pages, or only compare them; return the exit code."""
    if arguments == ["--check"]:
        old = stale()
        print(
            "\n".join(f"docs/{name} is stale: run make docs" for name in old)
            or "docs/reference, docs/explanation and docs/safety are up to date"
        )
        return 1 if old else 0
    for name, text in {**pages(), "validation/cases.md": _validation()}.items():
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/{name}")
    for name in _beside("recovery_figures").draw(current().recovery):
        print(f"wrote docs/{name}")
    return 0


def _beside(name: str) -> ModuleType:
    """Import a module that lies beside this file, from wherever this file was loaded."""
    if str(HERE) not in sys.path:
        sys.path.append(str(HERE))
    return import_module(name)


def _validation() -> str:
    cases = read_cases(CASES.read_text(encoding="utf-8").splitlines())
    return page(report([score_case(case, current()) for case in cases]), current().version)


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def _red_flags(knowledge: Knowledge) -> Iterator[str]:
    yield from ("# Red flags", "", NOTE, "")
    flags = list(knowledge.red_flags.values())
    yield (
        f"{len(flags)} rules decide how soon someone must look; the most urgent rule that holds wins, and no "
        f"rule lowers another. {_count(flags, Status.PUBLISHED)} rest on published guidance, "
        f"{_count(flags, Status.UNVERIFIED)} on second-hand sources, "
        f"and {_count(flags, Status.JUDGEMENT)} are {SIGN_OFF}."
    )
    for disposition in reversed(Disposition):
        here = sorted((f for f in flags if f.disposition is disposition), key=lambda flag: flag.rule)
        if here:
            yield from ("", f"## {disposition.value.capitalize()}")
            for flag in here:
                yield from _red_flag(flag, knowledge)


def _red_flag(flag: RedFlag, knowledge: Knowledge) -> Iterator[str]:
    within = "" if flag.within == "none" else f" ({flag.within})"
    yield from ("", f"### {flag.rule} {flag.name}", "", f"`{flag.id}` · {flag.disposition.value}{within}", "")
    suspects = ", ".join(_link(knowledge.conditions[c].name, "conditions.md", c) for c in flag.suspects)
    yield f"- **What it is about:** {suspects}"
    yield f"- **When:** {_in_words(flag.when)}"
    if flag.unless:
        yield f"- **Set aside by:** {', '.join(f'`{key}`' for key in flag.unless)}, present for certain"
    yield f"- **The person reads:** {flag.says}"
    yield f"- **Why it matters:** {flag.reasoning}"
    levels = f"; levels one might choose: {_levels(flag)}" if flag.level_range else ""
    yield f"- **Known limits:** {STATUS_WORDS[flag.status]}{levels}; review by {flag.review_by}"
    cited = ", ".join(_link(f"`{s}`", "sources.md", s) for s in flag.sources) or "none"
    yield f"- **Sources:** {cited} ({flag.at})"


def _levels(flag: RedFlag) -> str:
    low, high = flag.level_range or (flag.disposition, flag.disposition)
    return low.value if low is high else f"{low.value} to {high.value}"


def _in_words(expression: Expression) -> str:
    """Write an expression as a person would read it aloud."""
    if expression.finding is not None:
        return f"`{expression.finding}`"
    if expression.all is not None:
        return " **and** ".join(_nested(part) for part in expression.all)
    if expression.any is not None:
        return " or ".join(_nested(part) for part in expression.any)
    if expression.of is not None:
        return f"at least {expression.at_least} of: {'; '.join(_nested(part) for part in expression.of)}"
    return _limit_in_words(expression)


def _nested(part: Expression) -> str:
    return f"({_in_words(part)})" if part.all or part.any or part.of else _in_words(part)


def _limit_in_words(expression: Expression) -> str:
    if expression.sex is not None:
        return f"sex {expression.sex.value}"
    limits = (("age", expression.age), ("days", expression.duration_days), ("pain", expression.nprs))
    name, span = next((name, span) for name, span in limits if span is not None)
    presumed = ", or not known" if expression.presumed else ""
    return f"{name} {span[0]:g} to {span[1]:g}{presumed}"


def _conditions(knowledge: Knowledge) -> Iterator[str]:
    ratios = [ratio for c in knowledge.conditions.values() for _, _, ratio in _ratios(c)]
    yield from ("# Conditions", "", NOTE, "")
    yield (
        f"{len(knowledge.conditions)} conditions, {len(ratios)} likelihood ratios: "
        f"{_count(ratios, Status.PUBLISHED)} published, {_count(ratios, Status.UNVERIFIED)} unverified, "
        f"{_count(ratios, Status.JUDGEMENT)} {SIGN_OFF}. "
        "LR+ is what a present finding does to the odds, LR− what an absent one does; 1 changes nothing. In "
        "brackets: the interval as printed, or the range of our judgement. A serious condition is lowered by "
        "published ratios only."
    )
    for condition in knowledge.conditions.values():
        yield from _condition(condition, knowledge)


def _condition(condition: Condition, knowledge: Knowledge) -> Iterator[str]:
    serious = ", serious" if condition.serious else ""
    yield from ("", f'<a id="{condition.id}"></a>', "", f"## {condition.name}", "")
    yield from (f"`{condition.id}` · group {condition.group}{serious} · review by {condition.review_by}", "")
    page = knowledge.explanations[condition.explanation]
    yield f"- **What it is:** {condition.summary}"
    yield f"- **What can confirm it:** {condition.confirmed_by}"
    yield f"- **Explained on the page:** {page.title} (`{page.id}`)"
    rules = sorted(f.rule for f in knowledge.red_flags.values() if condition.id in f.suspects)
    yield f"- **Rules that suspect it:** {', '.join(rules) or 'none'}"
    if condition.pattern is not None:
        yield f"- **Narrower name:** “{condition.pattern.name}”, when {_in_words(condition.pattern.when)}"
    yield from ("", "Pre-test probability, adults of any age:", "")
    yield from ("| setting | share | rests on |", "|---|---|---|")
    for prior in condition.priors:
        yield f"| {prior.setting.value} | {_span(prior)} | {_rests_on(prior)} |"
    if condition.factors:
        yield from ("", "Age and sex multiply the odds:", "", "| whom | factor | rests on |", "|---|---|---|")
        for factor in condition.factors:
            yield f"| {_whom(factor)} | {_span(factor)} | {_rests_on(factor)} |"
    yield from _ratio_tables(condition)


def _ratio_tables(condition: Condition) -> Iterator[str]:
    ours = [ratio for ratio in _ratios(condition) if ratio[2].status is Status.JUDGEMENT]
    theirs = [ratio for ratio in _ratios(condition) if ratio[2].status is not Status.JUDGEMENT]
    if theirs:
        yield from (
            "",
            "Measured by others:",
            "",
            "| finding | ratio | in whom | rests on |",
            "|---|---|---|---|",
        )
        for finding, sign, ratio in theirs:
            whom = f"{ratio.population}, for {ratio.target}" if ratio.target else ratio.population
            yield f"| `{finding}` | {sign} {_span(ratio)} | {_cell(whom)} | {_rests_on(ratio)} |"
    if ours:
        yield from ("", f"{SIGN_OFF.capitalize()}:", "")
        yield "; ".join(f"`{finding}` {sign} {_span(ratio)}" for finding, sign, ratio in ours)


def _findings(knowledge: Knowledge) -> Iterator[str]:
    yield from ("# Findings", "", NOTE, "")
    yield (
        f"{len(knowledge.findings)} findings. Each is present, absent or **not asked**; not asked is never "
        "read as absent. “Same day” marks a “no” that holds only for the day it was said."
    )
    clusters = {f.correlated for f in knowledge.findings.values() if f.correlated}
    yield from (
        "",
        f"Findings of one cluster count once in the differential; there are {len(clusters)} clusters.",
    )
    for topic in sorted(knowledge.topics.values(), key=lambda topic: topic.order):
        yield from (
            "",
            f"## {topic.title}",
            "",
            "| finding | question | who can answer | cluster | used by |",
        )
        yield "|---|---|---|---|---|"
        for finding in knowledge.findings.values():
            if finding.topic == topic.id:
                yield _finding(finding, knowledge)


def _finding(finding: Finding, knowledge: Knowledge) -> str:
    rules = sorted(f.rule for f in knowledge.red_flags.values() if finding.id in findings_in(f.when))
    weighed = sum(any(x.finding == finding.id for x in c.likelihoods) for c in knowledge.conditions.values())
    checks = sum(finding.id in findings_in(rule.when) for rule in knowledge.medicine_rules.values())
    held = sum(finding.id in findings_in(one.when) for one in knowledge.circumstances.values())
    counted = ((weighed, "conditions"), (checks, "medicine rules"), (held, "circumstances"))
    used = ", ".join([*rules, *(f"{n} {what}" for n, what in counted if n)]) or "by implication"
    day = ", same day" if finding.no_ages else ""
    cells = (
        f"`{finding.id}`",
        f"{finding.question}<br>*{finding.why}*",
        f"{finding.asked_of.value}{day}",
        finding.correlated or "–",
        used,
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _sources(knowledge: Knowledge) -> Iterator[str]:
    used = _uses(knowledge)
    yield from ("# Sources", "", NOTE, "")
    yield (
        f"{len(knowledge.sources)} sources. One that resolves (DOI, PMID, PMCID or a named edition) can make "
        "a number “published”; what has no identifier verifies nothing, and its numbers stay unverified."
    )
    yield from ("", "## Used", "")
    yield from (
        _source(source, f" Used by {used[id_]} facts.")
        for id_, source in knowledge.sources.items()
        if id_ in used
    )
    yield from ("", "## Read but not used", "")
    yield "Read while the knowledge was written; no number rests on them."
    yield ""
    yield from (_source(source, "") for id_, source in knowledge.sources.items() if id_ not in used)


def _source(source: Source, use: str) -> str:
    identifiers = (
        source.doi and f"doi:{source.doi}",
        source.pmid and f"PMID {source.pmid}",
        source.pmcid,
        source.edition,
    )
    found = ", ".join(str(part) for part in identifiers if part) or "no identifier"
    return f'- <a id="{source.id}"></a>`{source.id}`: {source.citation}. {found}. Seen: {source.seen}{use}'


def _uses(knowledge: Knowledge) -> dict[str, int]:
    """Count the facts that name each source."""
    named: list[str] = []
    for flag in knowledge.red_flags.values():
        named += flag.sources
    for text in knowledge.explanations.values():
        named += {source for section in text.sections for source in section.sources}
    for told in (*knowledge.dispositions.values(), *knowledge.terms.values()):
        named += told.sources
    for condition in knowledge.conditions.values():
        numbers = (*condition.priors, *condition.factors, *(ratio for _, _, ratio in _ratios(condition)))
        named += [number.source for number in numbers if number.source]
    named += _beside("treatment_pages").sources_named(knowledge)
    named += _beside("exercise_pages").sources_named(knowledge)
    if knowledge.recovery is not None:
        named += [source for arrow in knowledge.recovery.arrows.values() for source in arrow.sources]
    return {source: named.count(source) for source in set(named)}


def _ratios(condition: Condition) -> list[tuple[str, str, LikelihoodRatio]]:
    return [
        (likelihood.finding, sign, ratio)
        for likelihood in condition.likelihoods
        for sign, ratio in (("LR+", likelihood.present), ("LR−", likelihood.absent))
        if ratio is not None
    ]


def _rests_on(number: Prior | Factor | LikelihoodRatio) -> str:
    if number.source is None:
        return _cell(f"{SIGN_OFF}: {number.at}")
    status = "" if number.status is Status.PUBLISHED else "unverified: "
    return _cell(f"{status}{_link(f'`{number.source}`', 'sources.md', number.source)}, {number.at}")


def _span(number: Prior | Factor | LikelihoodRatio) -> str:
    return f"{number.value:g} ({number.low:g}–{number.high:g})"


def _whom(factor: Factor) -> str:
    age = f"age {factor.age[0]:g} to {factor.age[1]:g}" if factor.age else ""
    sex = factor.sex.value if factor.sex else ""
    return ", ".join(part for part in (sex, age) if part) or "everyone"


def _count(facts: Iterable[RedFlag | LikelihoodRatio], status: Status) -> int:
    return sum(fact.status is status for fact in facts)


def _link(text: str, page: str, anchor: str) -> str:
    return f"[{text}]({page}#{anchor})"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
