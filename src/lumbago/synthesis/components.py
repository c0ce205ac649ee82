r"""Treatments made of components, whose effects add up.

    Network -> ComponentFit

$\theta = C \beta$: a treatment's effect is the sum of the effects of its components, none of which helps or
hinders another. The model also links parts of a network that share components, where no comparison does.
Source: Rücker 2020, doi 10.1002/bimj.201800167; Welton 2009, doi 10.1093/aje/kwp014.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import SynthesisError
from lumbago.synthesis.fitting import TINY, Fit, fit, laplacian_of, pseudo_inverse, pull_of
from lumbago.synthesis.heterogeneity import Disagreement, Method, against_chance, estimate
from lumbago.synthesis.network import Network, parts
from lumbago.synthesis.studies import Floats, Names


@dataclass(frozen=True)
class Additive:
    """Which components treatments are made of.

    Attributes:
        inactive: The treatment that has no effect of its own; empty for none.
        separator: What stands between components in a name.
    """

    inactive: str = ""
    separator: str = "+"


@dataclass(frozen=True)
class Components:
    """Effects of components, and of treatments as sums of them.

    Attributes:
        names: Of components, in alphabetical order; c of them.
        common: Effects of components under common effects, and standard errors below, shape (2, c); not a
            number where the studies cannot tell a component's effect.
        random: The same under random effects.
        common_treatments: Effects of treatments against the inactive one, likewise, shape (2, n).
        random_treatments: The same under random effects.
        fits: Every pair of treatments, under common and under random effects.
        tau2: Heterogeneity about this model.
        additive: Its sum of squares against chance.
        difference: How much worse than a network in which each treatment is free; None when that is in parts.
    """

    names: Names
    common: Floats
    random: Floats
    common_treatments: Floats
    random_treatments: Floats
    fits: tuple[Fit, Fit]
    tau2: float
    additive: Disagreement
    difference: Disagreement | None


def fit_components(network: Network, additive: Additive, method: Method) -> Components:
    """Return the additive model of a network, connected or not.

    Raises:
        SynthesisError: When the inactive treatment is unknown, or a name holds an empty component.
    """
    names, held = components_of(network, additive)
    span = _span(network, held)
    rank = round(float(span.trace()))
    if rank == 0:
        raise SynthesisError("", "no study compares different components", "Check inactive and the separator")
    common, df = fit(network, 0.0, held), network.freedom - rank
    tau2 = estimate(network, method, common, df, held)
    random = fit(network, tau2, held) if tau2 > 0 else common
    test = against_chance(common.q, df)
    known, c = _known(span, np.vstack([np.eye(len(names)), held])), len(names)
    effects = [np.where(known, _effects(network, model, held), np.nan) for model in (common, random)]
    return Components(
        names=names,
        common=effects[0][:, :c],
        random=effects[1][:, :c],
        common_treatments=effects[0][:, c:],
        random_treatments=effects[1][:, c:],
        fits=(common, random),
        tau2=tau2,
        additive=test,
        difference=_difference(network, test),
    )


def components_of(network: Network, additive: Additive) -> tuple[Names, Floats]:
    """Return the names of components, and which each treatment holds, shape (n, c).

    Raises:
        SynthesisError: When the inactive treatment is unknown, or a name holds an empty component.
    """
    if additive.inactive and additive.inactive not in network.treatments:
        raise SynthesisError(
            "", f"no study has the inactive treatment '{additive.inactive}'", _choose(network.treatments)
        )
    held = []
    for treatment in network.treatments:
        own = [name.strip() for name in treatment.split(additive.separator)]
        if not all(own):
            raise SynthesisError("", f"the treatment '{treatment}' holds an empty component", "Mend its name")
        held.append({name for name in own if name != additive.inactive})
    names = tuple(sorted({name for own in held for name in own}))
    return names, np.array([[float(name in own) for name in names] for own in held])


def _choose(treatments: Names) -> str:
    return f"Choose one of {', '.join(treatments)}"


def _effects(network: Network, model: Fit, held: Floats) -> Floats:
    """Return effects of components, then of treatments, and standard errors below; shape (2, c + n)."""
    wanted = np.vstack([np.eye(held.shape[1]), held])
    pairs = network.pairs
    covariance = pseudo_inverse(held.T @ laplacian_of(network, model.weights) @ held)
    effects = wanted @ (covariance @ (held.T @ pull_of(network, model.weights * pairs.effects)))
    variances = ((wanted @ covariance) * wanted).sum(axis=1)
    return np.array([effects, np.sqrt(np.maximum(variances, 0))])


def _span(network: Network, held: Floats) -> Floats:
    """Return the projection on what comparisons can tell of components, shape (c, c)."""
    contrasts = held[network.pairs.first] - held[network.pairs.second]
    square = contrasts.T @ contrasts
    return np.asarray(pseudo_inverse(square) @ square)


def _known(span: Floats, wanted: Floats) -> NDArray[np.bool_]:
    """Return which sums of components are sums of compared differences, shape (wanted,)."""
    return np.asarray(np.abs(wanted @ span - wanted).max(axis=1) < np.sqrt(TINY))


def _difference(network: Network, additive: Disagreement) -> Disagreement | None:
    """Return how much the sum of squares falls when each treatment is free."""
    if parts(network).max() > 0:
        return None
    df = additive.df - network.freedom + len(network.treatments) - 1
    return against_chance(max(0.0, additive.q - fit(network, 0.0).q) if df > 0 else 0.0, df)
