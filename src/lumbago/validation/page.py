"""Write the public page of a run on cases: met or not met, beside published symptom checkers.

report -> Markdown
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from statistics import median
from typing import Any, TypeAlias

Where: TypeAlias = tuple[Mapping[str, Any], str, str]
"""A measure, the part of it, and the rate in that part."""


@dataclass(frozen=True)
class Target:
    """A figure that the project set itself before it ran.

    Attributes:
        name: What is measured.
        wanted: The figure in words.
        given: What was measured, in words.
        is_met: Whether it is met.
    """

    name: str
    wanted: str
    given: str
    is_met: bool


def targets(scored: Mapping[str, Any]) -> list[Target]:
    """Return every target for cases with what was measured."""
    overall = scored["overall"]
    core = scored["tiers"].get("core", overall)
    missed = _missed_emergencies(scored)
    questions = scored["questions"]
    return [
        Target(
            "Emergencies recognised (a kidney stone: at least urgent)",
            "all",
            "all" if not missed else f"not {', '.join(missed)}",
            not missed,
        ),
        _at_most("Triaged two levels too low", (overall, "triage", "under_two"), 0),
        _at_most("Triaged too low", (overall, "triage", "under"), 0.10),
        _at_least("Level exactly as the reader's", (overall, "triage", "exact"), 0.65),
        _at_most("Triaged two levels too high", (overall, "triage", "over_two"), 0.08),
        _at_least("Core cases: right group first", (core, "diagnosis", "top1"), 0.70),
        _at_least("Core cases: right group in the first three", (core, "diagnosis", "top3"), 0.90),
        Target(
            "Screens the interview takes, median",
            "at most 15",
            "-" if questions["median"] is None else f"{questions['median']:g} (most {questions['max']})",
            questions["median"] is not None and questions["median"] <= 15,
        ),
        Target(
            "Emergencies that asking everything finds and the interview misses",
            "none",
            ", ".join(questions["missed_emergencies"]) or "none",
            not questions["missed_emergencies"],
        ),
    ]


def page(scored: Mapping[str, Any], knowledge_version: str) -> str:
    """Return the page as Markdown."""
    return "\n".join(
        [*_head(scored, knowledge_version), *_by_part(scored), *_peers(scored), *_misses(scored), ""]
    )


def _missed_emergencies(scored: Mapping[str, Any]) -> list[str]:
    return [
        case["id"]
        for case in scored["cases"]
        if case["expected"] == "emergency"
        and case["given"] != "emergency"
        and not ("stone" in case["right"] and case["given"] == "urgent")
    ]


def _at_least(name: str, where: Where, wanted: float) -> Target:
    rate = _rate(where)
    return Target(name, f"at least {wanted:.0%}", _measured(where), rate is not None and rate >= wanted)


def _at_most(name: str, where: Where, wanted: float) -> Target:
    rate = _rate(where)
    return Target(name, f"at most {wanted:.0%}", _measured(where), rate is not None and rate <= wanted)


def _rate(where: Where) -> float | None:
    measure, part, name = where
    rate: float | None = measure[part][name]
    return rate


def _measured(where: Where) -> str:
    """Return a rate with its 95 % interval (Wilson): so few cases leave much open."""
    from scipy.stats import binomtest

    rate, n = _rate(where), where[0]["n"]
    if rate is None:
        return "-"
    interval = binomtest(round(rate * n), n).proportion_ci(method="wilson")
    return f"{_percent(rate)} ({100 * interval.low:.0f} to {100 * interval.high:.0f}, n = {n})"


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f} %"


def _head(scored: Mapping[str, Any], version: str) -> Iterator[str]:
    yield "# Published cases"
    yield ""
    yield f"{scored['overall']['n']} cases, knowledge {version}."
    yield "Written by `lumbago validate cases FILE --out DIR`."
    yield ""
    yield "| target | wanted | measured | |"
    yield "|---|---|---|---|"
    for target in targets(scored):
        met = "met" if target.is_met else "**not met**"
        yield f"| {target.name} | {target.wanted} | {target.given} | {met} |"
    yield ""
    yield "In brackets the 95 % interval: so few cases leave much open."
    yield "One reader set the level of each case, so the figures have the error of one reader. The cases"
    yield "come from teaching and case reports: they hold far more rare and dangerous causes than a street or"
    yield "a surgery does."


def _by_part(scored: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## By tier and category\n"
    yield "| | n | exact | too low | too high | first | in first three |"
    yield "|---|---|---|---|---|---|---|"
    for name, measure in {"all": scored["overall"], **scored["tiers"], **scored["categories"]}.items():
        triage, diagnosis = measure["triage"], measure["diagnosis"]
        rates = (triage["exact"], triage["under"], triage["over"], diagnosis["top1"], diagnosis["top3"])
        yield f"| {name} | {measure['n']} | " + " | ".join(map(_percent, rates)) + " |"


def _peers(scored: Mapping[str, Any]) -> Iterator[str]:
    file = resources.files("lumbago.validation").joinpath("published_checkers.toml")
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    triage = scored["overall"]["triage"]
    yield "\n## Beside published symptom checkers\n"
    yield "Not like for like: they answered 45 other vignettes, of all complaints, at three levels, and"
    yield f"left many unanswered; we answered back pain only, at four levels. Source: {raw['source']}."
    yield f"Earlier: {raw['earlier']}.\n"
    yield "| | answered | exact | too low | too high | emergencies recognised |"
    yield "|---|---|---|---|---|---|"
    yield _peer_row("**Lumbago, back pain, four levels**", str(scored["overall"]["n"]), triage)
    for checker in raw["checker"]:
        yield _peer_row(checker["name"], f"{checker['answered']} of 45", checker)
    middle = {
        rate: median(checker[rate] for checker in raw["checker"])
        for rate in ("exact", "under", "over", "emergency_recall")
    }
    yield _peer_row("*median of the 22*", "", middle)


def _peer_row(name: str, answered: str, rates: Mapping[str, float | None]) -> str:
    shown = (rates["exact"], rates["under"], rates["over"], rates["emergency_recall"])
    return f"| {name} | {answered} | " + " | ".join(map(_percent, shown)) + " |"


def _misses(scored: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Where we differ from the reader\n"
    yield "| case | category | reader | ours | why ours |"
    yield "|---|---|---|---|---|"
    for case in scored["cases"]:
        if case["given"] != case["expected"]:
            shown = (case[field] for field in ("id", "category", "expected", "given", "why"))
            yield f"| {' | '.join(shown)} |"
    yield "\n## Core cases whose group is not among our first three\n"
    yield "| case | category | our first three |"
    yield "|---|---|---|"
    for case in scored["cases"]:
        if case.get("tier") == "core" and not case["in_first_three"]:
            yield f"| {case['id']} | {case['category']} | {', '.join(case['conditions'])} |"
