"""The reference pages of treatments, medicines and guidelines.

Knowledge -> lines of Markdown, by page
"""

from collections.abc import Iterator

from lumbago.knowledge import Knowledge
from lumbago.knowledge.cited_treatments import cite_treatments
from lumbago.knowledge.medicine import MedicineRule
from lumbago.knowledge.treatment import Effect, Treatment
from lumbago.record import Phase, Status
from lumbago.treatment import rank
from lumbago.wording.options import gain_in_words, levels_of, rows_of

PHASES = {
    Phase.ACUTE: "New pain, up to six weeks",
    Phase.SUBACUTE: "Subacute pain, six to twelve weeks",
    Phase.PERSISTENT: "Persistent pain, more than twelve weeks",
}
SIGN_OFF = "our judgement, awaiting clinical sign-off"
STATUS = {Status.PUBLISHED: "published", Status.UNVERIFIED: "unverified", Status.JUDGEMENT: SIGN_OFF}


def treatment_pages(knowledge: Knowledge, note: str) -> dict[str, list[str]]:
    """Return the lines of each page, by its name.

    Args:
        knowledge: What they say.
        note: What stands below each title.
    """
    return {
        "treatments": ["# Treatments", "", note, "", *_treatments(knowledge)],
        "medicines": ["# Medicines", "", note, "", *_medicines(knowledge)],
        "guidelines": ["# Guidelines", "", note, "", *_guidelines(knowledge)],
    }


def sources_named(knowledge: Knowledge) -> list[str]:
    """Return the source of each fact about treating, as often as it is named."""
    named: list[str] = []
    for treatment in knowledge.treatments.values():
        parts = (*treatment.places, *treatment.harms, *treatment.lines)
        named += [source for part in parts for source in part.sources]
        named += [effect.source for effect in treatment.effects]
    for guideline in knowledge.guidelines.values():
        named += [source for position in guideline.positions for source in position.sources]
    for id_ in (*knowledge.medicines, *knowledge.medicine_rules, *knowledge.products, "weighing"):
        grounds = (ground for cited in cite_treatments(id_, knowledge) for ground in cited.grounds)
        named += [ground.source for ground in grounds if ground.source]
    return named


def _treatments(knowledge: Knowledge) -> Iterator[str]:
    effects = [effect for t in knowledge.treatments.values() for effect in t.effects]
    published = sum(effect.status is Status.PUBLISHED for effect in effects)
    yield (
        f"{len(knowledge.treatments)} treatments, {len(effects)} effects as printed: {published} published, "
        "the others unverified. Effects in bold count in the ranking: one for each comparison in each phase. "
        "How they are weighed: "
        "[decision 18](../decisions/0018-options-are-ranked-by-net-benefit-after-doubt.md)."
    )
    for phase, title in PHASES.items():
        yield from ("", f"## {title}", "")
        yield from _league(phase, knowledge)
    for treatment in knowledge.treatments.values():
        yield from _treatment(treatment, knowledge)


def _league(phase: Phase, knowledge: Knowledge) -> Iterator[str]:
    rows = [row for row in rows_of(rank(phase, knowledge), knowledge) if row.place]
    yield "| | treatment | against placebo, sham or nothing | chance of 10 or more | net, 80 % |"
    yield "|---|---|---|---|---|"
    for row in rows:
        gain = gain_in_words(row.estimate)
        yield f"| {row.place} | [{row.name}](#{row.id}) | {gain} | {row.worthwhile} | {row.net} |"
    yield ""
    yield from levels_of(rows)


def _treatment(treatment: Treatment, knowledge: Knowledge) -> Iterator[str]:
    yield from ("", f'<a id="{treatment.id}"></a>', "", f"### {treatment.name}", "")
    yield from (
        f"`{treatment.id}` · “{treatment.plain}” · review by {treatment.review_by}",
        "",
        treatment.summary,
        "",
    )
    for place in treatment.places:
        phases = ", ".join(phase.value for phase in place.phases)
        yield f"- **{phases}: {place.role.value}.** {place.why} {rests(place.status, place.sources, '')}"
    for harm in treatment.harms:
        yield f"- **Harm.** {harm.text} {rests(harm.status, harm.sources, harm.at)}"
    if treatment.effects:
        yield from (
            "",
            "| phase | outcome, against | found | in whom, when | certainty | rests on |",
            "|---|---|---|---|---|---|",
        )
        for effect in treatment.effects:
            yield _effect(effect)
    if treatment.lines:
        yield from ("", "Lines of the plan:", "")
        for line in treatment.lines:
            phases = ", ".join(phase.value for phase in line.phases)
            where = f"{line.period.value}; {phases}"
            yield f"- {line.text} ({where}) {rests(line.status, line.sources, line.at)}"


def _effect(effect: Effect) -> str:
    number = effect.words or ""
    if effect.value is not None:
        span = "" if effect.ci95 is None else f" ({effect.ci95[0]:g} to {effect.ci95[1]:g})"
        top = "" if effect.top is None else f" on 0-{effect.top:g}"
        number = f"{effect.measure} {effect.value:g}{span}{top}"
    number = f"**{number}**" if effect.counts else number
    phases = ", ".join(phase.value for phase in effect.phases)
    who = f"{effect.population}; {effect.when}"
    if effect.note:
        who = f"{who}<br>*{effect.note}*"
    cells = (
        phases,
        f"{effect.outcome}, {effect.against}",
        f"{number}; {effect.better} is better",
        who,
        effect.certainty,
        rests(effect.status, (effect.source,), effect.at),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _medicines(knowledge: Knowledge) -> Iterator[str]:
    yield (
        f"{len(knowledge.medicines)} medicines, {len(knowledge.medicine_rules)} rules, "
        f"{len(knowledge.medicine_classes)} classes and {len(knowledge.products)} products of several. "
        "Only a published dose is told; unverified and judged numbers forbid or warn. How it works: "
        "[decision 17](../decisions/0017-medicines-are-checked-by-the-rules-of-triage.md)."
    )
    for substance in knowledge.medicines.values():
        yield from ("", f'<a id="{substance.id}"></a>', "", f"## {substance.name}", "")
        yield from (f"{substance.plain} Sold: {substance.access.value}; review by {substance.review_by}.", "")
        for cited in cite_treatments(substance.id, knowledge):
            for ground in cited.grounds if cited.folder == "medicines" else ():
                sources = (ground.source,) if ground.source else ()
                yield f"- {ground.statement}. {rests(ground.status, sources, ground.at)}"
    yield from ("", "## Rules", "")
    yield "| rule | about | verdict | the person reads | why | rests on |"
    yield "|---|---|---|---|---|---|"
    for rule in knowledge.medicine_rules.values():
        yield _rule(rule)


def _rule(rule: MedicineRule) -> str:
    figures = "".join(
        f"<br>{figure.what}: {figure.value:g}"
        + ("" if figure.ci95 is None else f" ({figure.ci95[0]:g} to {figure.ci95[1]:g})")
        for figure in rule.figures
    )
    cells = (
        f"`{rule.id}` {rule.rule}",
        ", ".join(rule.about),
        rule.verdict.value,
        rule.says,
        rule.reasoning + figures,
        rests(rule.status, rule.sources, rule.at),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _guidelines(knowledge: Knowledge) -> Iterator[str]:
    yield "What guidelines say of each treatment. `lumbago plan FILE --guideline ID` runs a person under one."
    for guideline in knowledge.guidelines.values():
        yield from ("", f"## {guideline.name}", "")
        yield from (
            f"`{guideline.id}` · {guideline.edition} · review by {guideline.review_by}",
            "",
            guideline.about,
            "",
        )
        yield "| row | treatment | phases | stance | in our words | rests on |"
        yield "|---|---|---|---|---|---|"
        for p in guideline.positions:
            phases = ", ".join(phase.value for phase in p.phases)
            link = f"[{p.treatment}](treatments.md#{p.treatment})"
            ground = rests(p.status, p.sources, p.at)
            yield f"| {p.rule} | {link} | {phases} | {p.stance} | {p.text.replace('|', '/')} | {ground} |"


def rests(status: Status, sources: tuple[str, ...], at: str) -> str:
    """Return what a fact rests on, in brackets: its status, its sources with a link, the place in them."""
    cited = ", ".join(f"[`{source}`](sources.md#{source})" for source in sources)
    return f"({'; '.join(part for part in (STATUS[status], cited, at) if part)})"
