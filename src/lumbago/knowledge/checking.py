"""What knowledge files must not say to each other.

Each check names the file, the field and the fault; the first fault stops the program.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from lumbago.errors import KnowledgeError
from lumbago.knowledge.schema import (
    Condition,
    Expression,
    Factor,
    Knowledge,
    LikelihoodRatio,
    Prior,
    RedFlag,
)
from lumbago.record import Disposition, Setting, Status

LARGEST_CLUSTER = 7
"""Correlated findings are compiled to one table of 3 ** size rows."""


def check(knowledge: Knowledge) -> None:
    """Refuse knowledge that contradicts itself or claims more than its sources.

    Raises:
        KnowledgeError: Naming the first faulty file and field.
    """
    _check_findings(knowledge)
    for flag in knowledge.red_flags.values():
        _check_red_flag(knowledge, flag)
    _check_drawing(knowledge)
    _check_set_aside(knowledge)
    for condition in knowledge.conditions.values():
        _check_condition(knowledge, condition)
    _check_explanations(knowledge)
    if set(knowledge.dispositions) != {disposition.value for disposition in Disposition}:
        raise KnowledgeError("dispositions/", "", "one file for each disposition is needed, and no other")


def findings_in(expression: Expression) -> Iterator[str]:
    """Yield every finding that an expression names, in order."""
    if expression.finding is not None:
        yield expression.finding
    for part in (*(expression.all or ()), *(expression.any or ()), *(expression.of or ())):
        yield from findings_in(part)


def _check_findings(knowledge: Knowledge) -> None:
    clusters = Counter(finding.correlated for finding in knowledge.findings.values())
    for finding in knowledge.findings.values():
        file = f"findings/{finding.id}.toml"
        if finding.topic not in knowledge.topics:
            raise KnowledgeError(file, "topic", f"topics/{finding.topic}.toml does not exist")
        for implied in finding.implies:
            must_exist(file, "implies", implied, knowledge.findings, "findings")
        if finding.correlated and clusters[finding.correlated] > LARGEST_CLUSTER:
            raise KnowledgeError(file, "correlated", f"'{finding.correlated}' holds over {LARGEST_CLUSTER}")
        if finding.id in _implied_by(knowledge, finding.id):
            raise KnowledgeError(file, "implies", "it implies itself")


def _check_drawing(knowledge: Knowledge) -> None:
    """A drawing shows where it hurts; it may not deny what an urgent rule asks for."""
    for flag in knowledge.red_flags.values():
        if flag.disposition.urgency < Disposition.URGENT.urgency:
            continue
        for key in findings_in(flag.when):
            for denied in (key, *(general for general in _implied_by(knowledge, key))):
                finding, asked = knowledge.findings[denied], knowledge.findings[key]
                if finding.regions_deny and (denied == key or finding.no_ages or not asked.no_ages):
                    raise KnowledgeError(
                        f"findings/{denied}.toml",
                        "regions_deny",
                        f"red_flags/{flag.id}.toml needs it in words",
                    )


def _implied_by(knowledge: Knowledge, key: str) -> set[str]:
    found: set[str] = set()
    waiting = list(knowledge.findings[key].implies)
    while waiting:
        implied = waiting.pop()
        if implied not in found and implied in knowledge.findings:
            found.add(implied)
            waiting.extend(knowledge.findings[implied].implies)
    return found


def _check_red_flag(knowledge: Knowledge, flag: RedFlag) -> None:
    file = f"red_flags/{flag.id}.toml"
    for key in findings_in(flag.when):
        must_exist(file, "when", key, knowledge.findings, "findings")
    for key in flag.unless:
        must_exist(file, "unless", key, knowledge.findings, "findings")
    for condition in flag.suspects:
        must_exist(file, "suspects", condition, knowledge.conditions, "conditions")
    check_sources(knowledge, file, "sources", flag.sources, flag.status)
    if flag.disposition is Disposition.EMERGENCY and flag.unless:
        raise KnowledgeError(file, "unless", "nothing sets an emergency aside")
    if flag.status is Status.JUDGEMENT and flag.level_range is None:
        raise KnowledgeError(file, "level_range", "a judgement states the range of levels")


def _check_set_aside(knowledge: Knowledge) -> None:
    """What sets one rule aside may raise no other: else one more alarm could lower urgency."""
    alarming = {key for flag in knowledge.red_flags.values() for key in findings_in(flag.when)}
    for flag in knowledge.red_flags.values():
        for key in flag.unless:
            closure = _implied_by(knowledge, key) | {key}
            implied_from_alarm = any(key in _implied_by(knowledge, alarm) for alarm in alarming)
            if closure & alarming or implied_from_alarm:
                raise KnowledgeError(f"red_flags/{flag.id}.toml", "unless", f"'{key}' is an alarm elsewhere")


def _check_condition(knowledge: Knowledge, condition: Condition) -> None:
    file = f"conditions/{condition.id}.toml"
    must_exist(file, "explanation", condition.explanation, knowledge.explanations, "explanations")
    if sorted(prior.setting.value for prior in condition.priors) != sorted(s.value for s in Setting):
        raise KnowledgeError(file, "priors", "give exactly one for each setting")
    for prior in condition.priors:
        _check_number(knowledge, file, f"priors.{prior.setting.value}", prior)
    for factor in condition.factors:
        _check_number(knowledge, file, "factors", factor)
    if condition.pattern is not None:
        for key in (*findings_in(condition.pattern.when), *condition.pattern.unless):
            must_exist(file, "pattern", key, knowledge.findings, "findings")
    _check_likelihoods(knowledge, condition)


def _check_likelihoods(knowledge: Knowledge, condition: Condition) -> None:
    file = f"conditions/{condition.id}.toml"
    times = Counter(likelihood.finding for likelihood in condition.likelihoods)
    for likelihood in condition.likelihoods:
        key = likelihood.finding
        must_exist(file, "likelihoods", key, knowledge.findings, "findings")
        if times[key] > 1:
            raise KnowledgeError(file, f"likelihoods.{key}", "it is given twice")
        for answer, ratio in (("present", likelihood.present), ("absent", likelihood.absent)):
            if ratio is not None:
                _check_ratio(knowledge, condition, f"likelihoods.{key}.{answer}", ratio)


def _check_ratio(knowledge: Knowledge, condition: Condition, field: str, ratio: LikelihoodRatio) -> None:
    file = f"conditions/{condition.id}.toml"
    _check_number(knowledge, file, field, ratio)
    if condition.serious and ratio.value < 1 and ratio.status is not Status.PUBLISHED:
        raise KnowledgeError(file, field, "only a published ratio may lower a serious condition")


def _check_number(
    knowledge: Knowledge, file: str, field: str, number: Prior | Factor | LikelihoodRatio
) -> None:
    if not number.low <= number.value <= number.high:
        raise KnowledgeError(file, field, f"{number.value} lies outside {number.low} to {number.high}")
    if number.status is Status.JUDGEMENT and number.source is not None:
        raise KnowledgeError(file, field, "a judgement is ours: name no source, give the reason in `at`")
    if number.status is not Status.JUDGEMENT:
        sources = (number.source,) if number.source else ()
        check_sources(knowledge, file, field, sources, number.status)


def check_sources(
    knowledge: Knowledge, file: str, field: str, sources: tuple[str, ...], status: Status
) -> None:
    """Refuse sources that do not exist, and a status that they do not bear out."""
    for source in sources:
        must_exist(file, field, source, knowledge.sources, "sources")
    if status is Status.JUDGEMENT:
        return
    if not sources:
        raise KnowledgeError(file, field, f"status is {status.value}, but it cites nothing")
    if status is Status.PUBLISHED and not any(knowledge.sources[s].resolves for s in sources):
        raise KnowledgeError(file, field, f"'{sources[0]}' has no DOI, PMID or edition: status is unverified")


def check_sources_of(knowledge: Knowledge, file: str, field: str, number: object) -> None:
    """Refuse a number with a status that its sources do not bear out, and a judgement that names any."""
    sources = tuple(_named(number))
    status: Status = number.status  # type: ignore[attr-defined]
    if status is Status.JUDGEMENT and sources:
        raise KnowledgeError(file, field, "a judgement is ours: name no source, give the reason in `at`")
    check_sources(knowledge, file, field, sources, status)


def check_expression(knowledge: Knowledge, file: str, field: str, expression: Expression | None) -> None:
    """Refuse an expression over a finding that does not exist."""
    for key in findings_in(expression) if expression is not None else ():
        must_exist(file, field, key, knowledge.findings, "findings")


def _named(number: object) -> Iterator[str]:
    single: str | None = getattr(number, "source", None)
    several: Iterable[str] = getattr(number, "sources", ())
    yield from several
    if single is not None:
        yield single


def _check_explanations(knowledge: Knowledge) -> None:
    for page in knowledge.explanations.values():
        for section in page.sections:
            check_sources(
                knowledge, f"explanations/{page.id}.toml", section.heading, section.sources, section.status
            )


def must_exist(file: str, field: str, key: str, known: object, folder: str) -> None:
    """Refuse an id that names nothing in its folder."""
    if key not in known:  # type: ignore[operator]
        raise KnowledgeError(file, field, f"'{key}', but {folder}/{key}.toml does not exist")
