"""The whole analysis of a network, in the order in which it is made.

    studies, Measure, reference -> Synthesis

Pooling is only as good as what is pooled: it cannot tell a biased study from a fair one.
"""

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

import numpy as np

from lumbago.errors import SynthesisError
from lumbago.synthesis.components import Additive, Components, fit_components
from lumbago.synthesis.decomposition import Decomposition, decompose, interaction
from lumbago.synthesis.fitting import Fit, fit
from lumbago.synthesis.geometry import Geometry, geometry
from lumbago.synthesis.heterogeneity import (
    Disagreement,
    Inconsistency,
    Method,
    estimate,
    inconsistency,
    prediction_reach,
)
from lumbago.synthesis.league import League, league
from lumbago.synthesis.measures import from_events, from_means
from lumbago.synthesis.network import Network, check_connected, parts, weave
from lumbago.synthesis.ranking import SmallValues, p_scores, rankogram
from lumbago.synthesis.splitting import Splits, split
from lumbago.synthesis.studies import Contrasts, EventArms, Floats, MeanArms, Measure, Names, ZeroCells

DRAWS = 10_000


@dataclass(frozen=True)
class Choices:
    """What an analyst chooses beside the measure and the reference.

    Attributes:
        method: How tau2 is estimated.
        small_values: Whether a smaller effect is good for a person.
        zero_cells: What happens to a study with an arm without events.
        additive: How names are made of components; None for no component model.
        level: Of confidence and prediction intervals, between 0 and 1.
        draws: Draws behind the rankogram; 0 for none.
        seed: What fixes them.
    """

    method: Method = Method.DL
    small_values: SmallValues = SmallValues.GOOD
    zero_cells: ZeroCells = ZeroCells.HALF
    additive: Additive | None = None
    level: float = 0.95
    draws: int = DRAWS
    seed: int = 1


@dataclass(frozen=True)
class Model:
    """What common or random effects say of a network.

    Attributes:
        fit: Effects of treatments and their covariance.
        league: Every treatment against every other.
        p_scores: Of each treatment, shape (n,).
    """

    fit: Fit
    league: League
    p_scores: Floats


@dataclass(frozen=True)
class Synthesis:
    """A network of studies, pooled.

    Attributes:
        measure: What effects are; ratios are logarithms throughout.
        reference: The treatment that others are shown against.
        choices: What was chosen.
        network: The studies.
        left_out: Studies that say nothing on this measure.
        tau2: Heterogeneity; not a number when nothing is left to estimate it from.
        i2: Share of the spread that is not chance.
        common: One effect for each comparison. None when the network is in parts.
        random: Effects that vary between studies, around a mean. None likewise.
        prediction: How far prediction intervals reach to each side of `random`, shape (n, n); None likewise.
        decomposition: Q within and between designs. None likewise.
        splits: Direct against indirect evidence under random effects. None likewise.
        ranks: Chance of each rank under random effects, shape (n, n); None when not drawn.
        components: The additive model; None when not asked for.
    """

    measure: Measure
    reference: str
    choices: Choices
    network: Network
    left_out: Names
    tau2: float = np.nan
    i2: Inconsistency = field(default=Inconsistency(np.nan, np.nan, np.nan))
    common: Model | None = None
    random: Model | None = None
    prediction: Floats | None = None
    decomposition: Decomposition | None = None
    splits: Splits | None = None
    ranks: Floats | None = None
    components: Components | None = None

    @cached_property
    def geometry(self) -> Geometry:
        """Who was compared with whom."""
        return geometry(self.network)

    @cached_property
    def interaction(self) -> Disagreement | None:
        """Q between designs once heterogeneity within them is granted; None when the network is in parts."""
        return None if self.decomposition is None else interaction(self.network, self.decomposition)


def synthesise(
    studies: MeanArms | EventArms | Contrasts,
    measure: Measure,
    reference: str,
    *,
    choices: Choices | None = None,
) -> Synthesis:
    """Pool a network of studies; a network of one comparison is a pairwise meta-analysis.

    Args:
        studies: What they found, in one of three forms.
        measure: What effects are. Contrasts must already be of it, ratios as logarithms.
        reference: The treatment that others are shown against; results do not depend on it.
        choices: What else is chosen; None for the usual.

    Raises:
        SynthesisError: Naming the study whose numbers are impossible, or that nothing links to the rest.

    Examples:
        >>> from lumbago.synthesis import Contrasts, Measure, synthesise
        >>> effects, errors = np.array([-1.0, -1.5, -0.2]), np.array([0.3, 0.4, 0.5])
        >>> pairs = ("heat", "walk", "walk"), ("rest", "rest", "heat")
        >>> studies = Contrasts(("Ito", "Rossi", "Weber"), *pairs, effects, errors)
        >>> found = synthesise(studies, Measure.MD, "rest")
        >>> found.common.league.estimates[:, 1].round(2)
        array([-1.05,  0.  , -1.4 ])
    """
    chosen = choices or Choices()
    contrasts = _contrasts(studies, measure, chosen)
    network = weave(contrasts)
    _check_reference(reference, network.treatments)
    started = Synthesis(measure, reference, chosen, network, contrasts.left_out)
    if chosen.additive is None:
        check_connected(network)
        return _pooled(started, None)
    components = fit_components(network, chosen.additive, chosen.method)
    return (
        _pooled(started, components) if parts(network).max() == 0 else replace(started, components=components)
    )


def _pooled(started: Synthesis, components: Components | None) -> Synthesis:
    network, chosen = started.network, started.choices
    common = fit(network, 0.0)
    decomposition = decompose(network, common)
    tau2 = estimate(network, chosen.method, common, decomposition.total.df)
    random = fit(network, tau2) if tau2 > 0 else common
    return replace(
        started,
        tau2=tau2,
        i2=inconsistency(decomposition.total, chosen.level),
        common=_model(common, chosen),
        random=_model(random, chosen),
        prediction=prediction_reach(tau2, random.errors, decomposition.total.df, chosen.level),
        decomposition=decomposition,
        splits=split(network, random),
        ranks=_ranks(random, chosen),
        components=components,
    )


def _contrasts(studies: MeanArms | EventArms | Contrasts, measure: Measure, chosen: Choices) -> Contrasts:
    if isinstance(studies, MeanArms):
        return from_means(studies, measure)
    if isinstance(studies, EventArms):
        return from_events(studies, measure, chosen.zero_cells)
    return studies


def _model(found: Fit, chosen: Choices) -> Model:
    return Model(found, league(found, chosen.level), p_scores(found, chosen.small_values))


def _ranks(random: Fit, chosen: Choices) -> Floats | None:
    if chosen.draws == 0:
        return None
    luck = np.random.default_rng(chosen.seed).standard_normal((chosen.draws, random.effects.size))
    return rankogram(random.effects, random.covariance, luck, chosen.small_values)


def _check_reference(reference: str, treatments: Names) -> None:
    if reference in treatments:
        return
    near = get_close_matches(reference, treatments, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Choose one of {', '.join(treatments)}"
    raise SynthesisError("", f"no study has the reference '{reference}'", hint)
