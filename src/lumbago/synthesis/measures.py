"""Turn what was seen in each arm into effects with standard errors.

    MeanArms | EventArms -> Contrasts

Arms are independent, so an arm shared by two contrasts makes them correlated; the standard errors of all
pairs of a study carry that on.
"""

from collections.abc import Iterator

import numpy as np
from scipy.special import gammaln

from lumbago.errors import SynthesisError
from lumbago.synthesis.arms import check_events, check_means, groups
from lumbago.synthesis.studies import Contrasts, EventArms, Floats, Ints, MeanArms, Measure, Names, ZeroCells

HALF = 0.5
"""Added to each cell of a study with a zero cell, by custom since Haldane 1956 and Gart 1966."""


def hedges_correction(freedom: Floats) -> Floats:
    r"""Return the factor that takes the bias out of a standardised mean difference.

    $J(m) = \Gamma(m/2) / (\sqrt{m/2}\,\Gamma((m-1)/2))$, exact, not $1 - 3/(4m - 1)$.
    Source: Hedges 1981, doi 10.3102/10769986006002107.

    Args:
        freedom: Degrees of freedom of the pooled deviation, above 1; any shape.

    Returns:
        Between 0 and 1, same shape.

    Examples:
        >>> hedges_correction(np.array([43.0])).round(4)
        array([0.9824])
    """
    half = freedom / 2
    return np.asarray(np.exp(gammaln(half) - 0.5 * np.log(half) - gammaln(half - 0.5)))


def from_means(arms: MeanArms, measure: Measure) -> Contrasts:
    r"""Return mean differences, or Hedges' g.

    MD: $m_i - m_j$ with variance $s_i^2/n_i + s_j^2/n_j$.
    SMD: $g = J(N - k)\,(m_i - m_j)/s$ with variance $1/n_i + 1/n_j + g^2/(2N)$, where $s$ is the deviation
    pooled over all $k$ arms of the study and $N$ are all its people, so that the contrasts of a study close.
    Source: Hedges 1981, doi 10.3102/10769986006002107; Gleser and Olkin 2009, in The Handbook of Research
    Synthesis, 2nd ed., ch. 19.

    Raises:
        SynthesisError: Naming the study whose numbers are impossible.
    """
    check_means(arms)
    if measure is Measure.MD:
        return _independent(arms.studies, arms.treatments, arms.means, arms.sds**2 / arms.n)
    if measure is not Measure.SMD:
        raise SynthesisError("", f"means cannot give {measure.value}", "Choose MD or SMD")
    return _joined(_standardised(arms, rows) for rows in groups(arms.studies, arms.treatments))


def from_events(arms: EventArms, measure: Measure, zero_cells: ZeroCells = ZeroCells.HALF) -> Contrasts:
    r"""Return logarithms of odds ratios or risk ratios.

    OR: $\log(a/b)$ of an arm with $a$ events and $b$ without, variance $1/a + 1/b$; RR: $\log(a/n)$, variance
    $1/a - 1/n$; a contrast is a difference of two arms. A study in which nobody had the event, or for OR
    everybody, says nothing about the ratio: it is left out and named.
    Source: Woolf 1955, doi 10.1111/j.1469-1809.1955.tb01348.x; Katz 1978, doi 10.2307/2530610.

    Raises:
        SynthesisError: Naming the study whose numbers are impossible.
    """
    if measure not in {Measure.OR, Measure.RR}:
        raise SynthesisError("", f"events cannot give {measure.value}", "Choose OR or RR")
    check_events(arms)
    events, free, stays = _cells(arms, measure, zero_cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure is Measure.OR:
            values, variances = np.log(events / free), 1 / events + 1 / free
        else:
            values, variances = np.log(events / (events + free)), 1 / events - 1 / (events + free)
    kept = np.flatnonzero(stays)
    if not kept.size:
        raise SynthesisError("", "no study says anything on this measure", "Bring studies with events")
    made = _independent(
        tuple(arms.studies[row] for row in kept),
        tuple(arms.treatments[row] for row in kept),
        values[kept],
        variances[kept],
    )
    left_out = tuple(dict.fromkeys(arms.studies[row] for row in np.flatnonzero(~stays)))
    return Contrasts(made.studies, made.first, made.second, made.effects, made.errors, left_out)


def _cells(
    arms: EventArms, measure: Measure, zero_cells: ZeroCells
) -> tuple[Floats, Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return events and people without, corrected, and whether each arm's study stays."""
    events, free = arms.events.astype(float), (arms.n - arms.events).astype(float)
    has_zero = np.zeros(events.size, dtype=bool)
    stays = np.ones(events.size, dtype=bool)
    for rows in groups(arms.studies, arms.treatments):
        has_zero[rows] = ((events[rows] == 0) | (free[rows] == 0)).any(axis=1, keepdims=True)
        says_nothing = (events[rows] == 0).all(axis=1, keepdims=True)
        if measure is Measure.OR:
            says_nothing |= (free[rows] == 0).all(axis=1, keepdims=True)
        stays[rows] = ~says_nothing
    if zero_cells is ZeroCells.LEAVE_OUT:
        return events, free, stays & ~has_zero
    added = HALF * ((has_zero & stays).any() if zero_cells is ZeroCells.EVERYWHERE else has_zero)
    return events + added, free + added, stays


def _standardised(arms: MeanArms, rows: Ints) -> Contrasts:
    """Return Hedges' g of studies with equally many arms, whose rows have shape (studies, arms)."""
    n, means, sds = arms.n[rows], arms.means[rows], arms.sds[rows]
    freedom = (n - 1).sum(axis=1)
    if (freedom < 2).any():
        study = arms.studies[rows[int(np.argmax(freedom < 2)), 0]]
        raise SynthesisError(study, "it has too few people for an SMD", "Pool MD, or leave it out")
    pooled = np.sqrt(((n - 1) * sds**2).sum(axis=1) / freedom)
    values = means * (hedges_correction(freedom) / pooled)[:, None]
    first, second = np.triu_indices(rows.shape[1], 1)
    effects = values[:, first] - values[:, second]
    variances = 1 / n[:, first] + 1 / n[:, second] + effects**2 / (2 * n.sum(axis=1))[:, None]
    return _named(arms.studies, arms.treatments, rows, (effects, np.sqrt(variances)))


def _independent(studies: Names, treatments: Names, values: Floats, variances: Floats) -> Contrasts:
    """Return the contrasts of arms that have a value and a variance each."""

    def parts() -> Iterator[Contrasts]:
        for rows in groups(studies, treatments):
            first, second = np.triu_indices(rows.shape[1], 1)
            effects = values[rows[:, first]] - values[rows[:, second]]
            errors = np.sqrt(variances[rows[:, first]] + variances[rows[:, second]])
            yield _named(studies, treatments, rows, (effects, errors))

    return _joined(parts())


def _named(studies: Names, treatments: Names, rows: Ints, found: tuple[Floats, Floats]) -> Contrasts:
    first, second = np.triu_indices(rows.shape[1], 1)
    return Contrasts(
        studies=tuple(studies[row] for row in np.repeat(rows[:, 0], first.size)),
        first=tuple(treatments[row] for row in rows[:, first].ravel()),
        second=tuple(treatments[row] for row in rows[:, second].ravel()),
        effects=found[0].ravel(),
        errors=found[1].ravel(),
    )


def _joined(parts: Iterator[Contrasts]) -> Contrasts:
    held = list(parts)
    return Contrasts(
        studies=tuple(name for part in held for name in part.studies),
        first=tuple(name for part in held for name in part.first),
        second=tuple(name for part in held for name in part.second),
        effects=np.concatenate([part.effects for part in held]),
        errors=np.concatenate([part.errors for part in held]),
    )
