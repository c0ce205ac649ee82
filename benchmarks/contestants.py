"""Who races: our array kernels, and the same rules and the same network in other people's libraries.

    Table, Knowledge -> a call that answers every row

A peer is given its inputs in the form it likes best, outside the timed call. Nothing
here is imported before it is needed: a peer that is not installed is absent.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.diagnosis import probabilities, weights_of
from lumbago.diagnosis.bayes import rows_of
from lumbago.knowledge import Knowledge
from lumbago.knowledge.logic import PRESENT, evaluate, holds_for_certain
from lumbago.knowledge.schema import Expression, RedFlag
from lumbago.knowledge.table import SEXES, Table, columns
from lumbago.triage import screen_table

Answers = NDArray[Any]
Call = Callable[[], Answers]


class Contestant(NamedTuple):
    """One library on one task.

    Attributes:
        name: What the table of results calls it.
        package: Distribution whose version is printed.
        task: Tasks are compared only with themselves.
        rows: Rows a round; None is as many as the user asked for.
        cores: 1 pins it to one core; more leaves it free.
        prepare: Takes the rows, returns the call that is timed.
        tolerance: Largest difference from the reference.
    """

    name: str
    package: str
    task: str
    rows: int | None
    cores: int
    prepare: Callable[[Table, Knowledge, int], Call]
    tolerance: float


def reference(task: str, table: Table, knowledge: Knowledge) -> Answers:
    """Return the right answers the long way: rule by rule, cluster by cluster, in float64."""
    triage, differential = _rules_that_hold(table, knowledge), _posterior(table, knowledge)
    return {"triage": triage, "differential": differential, "both": np.hstack([triage, differential])}[task]


def without_cap(table: Table, knowledge: Knowledge) -> NDArray[np.bool_]:
    """Return the rows that no cap on all ratios together touches: a network knows no such cap."""
    weights, effect = weights_of(knowledge), _effect(table, knowledge)
    return ((-weights.log_cap < effect) & (effect < weights.log_most)).all(axis=1)


def _rules_that_hold(table: Table, knowledge: Knowledge) -> Answers:
    place = columns(knowledge)
    holds = [
        (evaluate(flag.when, table, place) == PRESENT) & ~holds_for_certain(flag.unless, table, place)
        for flag in knowledge.red_flags.values()
    ]
    return np.stack(holds, axis=1)


def _effect(table: Table, knowledge: Knowledge) -> NDArray[np.float64]:
    clusters = weights_of(knowledge).clusters
    return sum(cluster.log_ratio[rows_of(cluster, table)].astype(np.float64) for cluster in clusters)


def _posterior(table: Table, knowledge: Knowledge) -> Answers:
    weights = weights_of(knowledge)
    effect = np.clip(_effect(table, knowledge), -weights.log_cap, weights.log_most)
    priors = weights.log_prior.reshape(-1, weights.log_prior.shape[-1])
    odds = np.exp(effect + priors[_context(table, weights.log_prior.shape)])
    return odds / odds.sum(axis=1, keepdims=True)


def _context(table: Table, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Return the place of each row's setting, sex and age among all of them, shape (n,)."""
    _, sexes, ages, _ = shape
    age = np.nan_to_num(table.age, nan=ages - 1).astype(np.intp)
    sex = np.where(table.sex < 0, sexes - 1, table.sex)
    return (table.setting.astype(np.intp) * sexes + sex) * ages + age


def _lumbago_triage(table: Table, knowledge: Knowledge, cores: int) -> Call:
    return lambda: screen_table(table, knowledge, threads=cores).rules.T == PRESENT


def _lumbago_differential(table: Table, knowledge: Knowledge, cores: int) -> Call:
    return lambda: probabilities(table, weights_of(knowledge), threads=cores)


def _lumbago_both(table: Table, knowledge: Knowledge, cores: int) -> Call:
    def answer() -> Answers:
        screened = screen_table(table, knowledge, threads=cores)
        differential = probabilities(table, weights_of(knowledge), threads=cores)
        return _Both(screened.rules, differential)

    return answer


class _Both:
    """Both results as they are; laid side by side only when they are compared."""

    def __init__(self, rules: Answers, differential: Answers) -> None:
        self.rules, self.differential = rules, differential

    def __array__(self, dtype: Any = None, copy: Any = None) -> Answers:
        return np.hstack([self.rules.T == PRESENT, self.differential])


def _rule_engine(table: Table, knowledge: Knowledge, _: int) -> Call:
    import rule_engine

    context = rule_engine.Context(resolver=rule_engine.resolve_item)
    rules = [rule_engine.Rule(_rule_in_words(flag), context=context) for flag in knowledge.red_flags.values()]
    people = [_person(row, table, knowledge) for row in range(len(table))]
    return lambda: np.array([[rule.matches(person) for rule in rules] for person in people])


def _person(row: int, table: Table, knowledge: Knowledge) -> Mapping[str, Any]:
    """What was not asked is false here: rules say nothing of "not", so what holds stays the same."""
    limits = {"age": table.age[row], "duration_days": table.duration_days[row], "nprs": table.nprs[row]}
    return {
        **{key: bool(table.states[row, place] == PRESENT) for key, place in columns(knowledge).items()},
        **{key: None if np.isnan(value) else float(value) for key, value in limits.items()},
        "sex": None if table.sex[row] < 0 else SEXES[table.sex[row]].value,
    }


def _rule_in_words(flag: RedFlag) -> str:
    unless = "".join(f" and not {finding}" for finding in flag.unless)
    return f"({_in_words(flag.when)}){unless}"


def _in_words(expression: Expression) -> str:
    """Translate an expression into the language of rule-engine."""
    if expression.finding is not None:
        return expression.finding
    parts = [f"({_in_words(part)})" for part in expression.all or expression.any or expression.of or ()]
    if parts and expression.of is not None:
        return " + ".join(f"({part} ? 1 : 0)" for part in parts) + f" >= {expression.at_least}"
    if parts:
        return (" and " if expression.all else " or ").join(parts)
    if expression.sex is not None:
        return f'sex == "{expression.sex.value}"'
    limits = (("age", expression.age), ("duration_days", expression.duration_days), ("nprs", expression.nprs))
    name, span = next((name, span) for name, span in limits if span is not None)
    inside = f"({name} != null and {name} >= {span[0]} and {name} <= {span[1]})"
    return f"({name} == null or {inside})" if expression.presumed else inside


class _Network(NamedTuple):
    """The differential as a naive Bayes network: a context, the condition, and one child a cluster.

    Attributes:
        priors: P(condition | setting, sex and age), shape (contexts, conditions).
        children: P(joint answers | condition), shape (3 ** m + 1, conditions). Ratios only say how
            likely answers are beside each other; a last state, never seen, takes what is left of 1.
        evidence: For each row its context and the joint answers that it has, by name.
    """

    priors: NDArray[np.float64]
    children: Mapping[str, NDArray[np.float64]]
    evidence: list[dict[str, int]]


def _network(table: Table, knowledge: Knowledge) -> _Network:
    weights = weights_of(knowledge)
    priors = np.exp(weights.log_prior.astype(np.float64)).reshape(-1, weights.log_prior.shape[-1])
    children, answers = {}, {}
    for number, cluster in enumerate(weights.clusters):
        likelihood = np.exp(cluster.log_ratio.astype(np.float64))
        likelihood /= likelihood.sum(axis=0).max()
        left = np.maximum(1 - likelihood.sum(axis=0), 0)
        children[f"c{number}"] = np.vstack([likelihood, left])
        answers[f"c{number}"] = rows_of(cluster, table)
    context = _context(table, weights.log_prior.shape)
    silent = {name: len(table_of) // 2 - 1 for name, table_of in children.items()}
    evidence = [
        {
            "context": int(context[row]),
            **{name: int(rows[row]) for name, rows in answers.items() if rows[row] != silent[name]},
        }
        for row in range(len(table))
    ]
    return _Network(priors / priors.sum(axis=1, keepdims=True), children, evidence)


def _pgmpy(table: Table, knowledge: Knowledge, _: int) -> Call:
    import logging

    logging.disable(logging.WARNING)
    from pgmpy.factors.discrete import TabularCPD
    from pgmpy.inference import VariableElimination
    from pgmpy.models import DiscreteBayesianNetwork

    network = _network(table, knowledge)
    contexts, conditions = network.priors.shape
    model = DiscreteBayesianNetwork([("context", "condition"), *(("condition", c) for c in network.children)])
    model.add_cpds(
        TabularCPD("context", contexts, np.full((contexts, 1), 1 / contexts)),
        TabularCPD("condition", conditions, network.priors.T, ["context"], [contexts]),
        *(TabularCPD(c, len(p), p, ["condition"], [conditions]) for c, p in network.children.items()),
    )
    inference = VariableElimination(model)

    def ask(evidence: dict[str, int]) -> Answers:
        return inference.query(["condition"], evidence=evidence, show_progress=False).values

    return lambda: np.array([ask(evidence) for evidence in network.evidence])


def _pyagrum(table: Table, knowledge: Knowledge, _: int) -> Call:
    import pyagrum

    network = _network(table, knowledge)
    contexts, conditions = network.priors.shape
    model = pyagrum.BayesNet()
    model.add(pyagrum.RangeVariable("context", "", 0, contexts - 1))
    model.add(pyagrum.RangeVariable("condition", "", 0, conditions - 1))
    model.addArc("context", "condition")
    model.cpt("context").fillWith(1 / contexts)
    model.cpt("condition")[:] = network.priors
    for name, likelihood in network.children.items():
        model.add(pyagrum.RangeVariable(name, "", 0, len(likelihood) - 1))
        model.addArc("condition", name)
        model.cpt(name)[:] = np.ascontiguousarray(likelihood.T)
    inference = pyagrum.LazyPropagation(model)
    inference.setTargets({"condition"})

    def ask(evidence: dict[str, int]) -> Answers:
        inference.setEvidence(evidence)
        return inference.posterior("condition").toarray()

    return lambda: np.array([ask(evidence) for evidence in network.evidence])


def contestants(cores: int) -> list[Contestant]:
    """Return everyone who races, ours first in each task; `cores` is how many the machine has."""
    return [
        Contestant("lumbago, all cores", "lumbago", "both", None, cores, _lumbago_both, 1e-6),
        Contestant("lumbago", "lumbago", "both", None, 1, _lumbago_both, 1e-6),
        Contestant("lumbago", "lumbago", "triage", None, 1, _lumbago_triage, 0),
        Contestant("rule-engine", "rule-engine", "triage", 200, 1, _rule_engine, 0),
        Contestant("lumbago", "lumbago", "differential", None, 1, _lumbago_differential, 1e-6),
        Contestant("pyAgrum", "pyagrum", "differential", 200, 1, _pyagrum, 1e-6),
        Contestant("pgmpy", "pgmpy", "differential", 20, 1, _pgmpy, 1e-6),
    ]
