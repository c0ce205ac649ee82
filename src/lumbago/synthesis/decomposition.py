r"""Split what studies disagree about: within designs, and between them.

    Network -> Decomposition

A design is the set of treatments that a study compares. Studies of one design differ by heterogeneity;
designs that differ from the network as a whole show inconsistency.
Source: Krahn 2013, doi 10.1186/1471-2288-13-35; the interaction model Higgins 2012, doi 10.1002/jrsm.1044.
"""

from typing import NamedTuple

import numpy as np

from lumbago.synthesis.complete import complete
from lumbago.synthesis.fitting import Fit, edges, fit, grounded_inverse
from lumbago.synthesis.heterogeneity import Disagreement, against_chance
from lumbago.synthesis.network import Block, Network
from lumbago.synthesis.studies import Floats, Ints, Names


class Within(NamedTuple):
    """How much the studies of one design disagree.

    Attributes:
        design: Treatments compared.
        studies: How many studies have it.
        test: Their sum of squares against chance.
    """

    design: Names
    studies: int
    test: Disagreement


class Decomposition(NamedTuple):
    """Where the spread of a network comes from.

    Attributes:
        total: Q of the whole network.
        within: Of studies of the same design.
        between: Of designs, the rest: inconsistency.
        designs: Each design.
        tau2_within: Heterogeneity of studies of the same design; not a number when no design has two.
    """

    total: Disagreement
    within: Disagreement
    between: Disagreement
    designs: tuple[Within, ...]
    tau2_within: float


class _Alone(NamedTuple):
    """Each design fitted by itself.

    Attributes:
        q: What its studies leave, shape (designs,).
        trace: Of P V over all designs: the denominator of tau2 within.
    """

    q: Floats
    trace: float


class _Designs(NamedTuple):
    """Which design each study has.

    Attributes:
        arms: Treatments of each design.
        of_pairs: Design of each contrast, shape (contrasts,).
        studies: How many studies have each.
    """

    arms: list[tuple[int, ...]]
    of_pairs: Ints
    studies: list[int]


def decompose(network: Network, common: Fit) -> Decomposition:
    """Return Q in its parts, with common effects inside each part.

    Args:
        network: The studies, connected.
        common: The model of the network under common effects.
    """
    designs = _designs(network)
    alone = _alone(network, designs, common.weights, edges(network, 0.0, 2))
    df = network.freedom - len(network.treatments) + 1
    df_within = network.freedom - sum(len(arms) - 1 for arms in designs.arms)
    within, total = float(alone.q.sum()), common.q
    tau2 = max(0.0, (within - df_within) / alone.trace) if df_within > 0 and alone.trace > 0 else np.nan
    return Decomposition(
        total=against_chance(total, df),
        within=against_chance(within, df_within),
        between=_between(total, within, df - df_within),
        designs=tuple(
            Within(
                tuple(network.treatments[arm] for arm in arms),
                count,
                against_chance(q if count > 1 else 0.0, (count - 1) * (len(arms) - 1)),
            )
            for arms, count, q in zip(designs.arms, designs.studies, alone.q.tolist(), strict=True)
        ),
        tau2_within=tau2,
    )


def interaction(network: Network, found: Decomposition) -> Disagreement:
    """Return Q between designs once heterogeneity within them is granted: the global test of inconsistency.

    Source: Higgins 2012, doi 10.1002/jrsm.1044, the full design-by-treatment interaction model.
    """
    if np.isnan(found.tau2_within):
        return Disagreement(np.nan, found.between.df, np.nan)
    model = fit(network, found.tau2_within)
    alone = _alone(network, _designs(network), model.weights, None)
    return _between(model.q, float(alone.q.sum()), found.between.df)


def _between(total: float, within: float, df: int) -> Disagreement:
    """Return the difference of two sums of squares; without freedom it is 0, whatever rounding says."""
    return against_chance(max(0.0, total - within) if df > 0 else 0.0, df)


def _designs(network: Network) -> _Designs:
    known: dict[tuple[int, ...], int] = {}
    n = len(network.treatments)
    of_pairs = np.empty(network.pairs.cells.size, dtype=np.int64)
    cells = network.pairs.cells[network.twos].tolist()
    own = [known.setdefault(divmod(cell, n), len(known)) for cell in cells]
    of_pairs[network.twos] = own
    for block in network.blocks:
        of_block = [known.setdefault(tuple(arms), len(known)) for arms in block.arms.tolist()]
        of_pairs[block.rows] = np.array(of_block)[:, None]
        own += of_block
    return _Designs(list(known), of_pairs, np.bincount(own).tolist())


def _alone(network: Network, designs: _Designs, weights: Floats, squares: Floats | None) -> _Alone:
    """Fit each design alone; squares of weights are needed for the trace only."""
    pairs, count = network.pairs, len(designs.arms)
    total = np.bincount(designs.of_pairs, weights, count)
    mean = np.bincount(designs.of_pairs, weights * pairs.effects, count) / total
    expected, variances = mean[designs.of_pairs], 1 / total[designs.of_pairs]
    for block in network.blocks:
        expected[block.rows], variances[block.rows] = _block_alone(network, block, designs, weights)
    q = np.asarray(
        np.bincount(designs.of_pairs, weights * (pairs.effects - expected) ** 2, count), np.float64
    )
    trace = 0.0 if squares is None else float(weights.sum() - 0.5 * squares @ variances)
    return _Alone(q, trace)


def _block_alone(network: Network, block: Block, designs: _Designs, weights: Floats) -> tuple[Floats, Floats]:
    """Return what designs of many arms say of each contrast, and its variance, shape (s, contrasts) each."""
    size = block.arms.shape[1]
    shape = complete(size)
    own = designs.of_pairs[block.rows[:, 0]]
    members = (np.arange(own.min(), own.max() + 1)[:, None] == own).astype(float)
    held = weights[block.rows]
    laplacian = (members @ held @ shape.to_laplacian).reshape(-1, size, size)
    pull = members @ (held * network.pairs.effects[block.rows]) @ shape.incidence
    inverse = grounded_inverse(laplacian)
    expected = (inverse @ pull[..., None])[..., 0] @ shape.incidence.T
    variances = inverse.reshape(len(inverse), -1) @ shape.to_laplacian.T
    return members.T @ expected, members.T @ variances
