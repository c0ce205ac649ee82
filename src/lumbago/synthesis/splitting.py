r"""Set what studies found directly beside what the rest of the network says.

    Network, Fit -> Splits

Back-calculation: the network's estimate is the mean of direct and indirect evidence, weighed by their
precision, so the indirect part follows. With $p = se_{net}^2 / se_{dir}^2$ the share of direct evidence,
indirect $= (net - p\,dir) / (1 - p)$, with variance $se_{net}^2 / (1 - p)$.
Source: Dias 2010, doi 10.1002/sim.3767; König 2013, doi 10.1002/sim.6001.
"""

from typing import NamedTuple

import numpy as np

from lumbago.synthesis.fitting import Fit, fit, two_sided
from lumbago.synthesis.heterogeneity import Method, estimate
from lumbago.synthesis.network import Network, parts, weave
from lumbago.synthesis.studies import Contrasts, Floats, Ints

NO_REST = 5e-4
"""Share of indirect evidence below which there is none to split off. As in netmeta."""


class Splits(NamedTuple):
    """Direct against indirect evidence; one entry for each pair that some study compares.

    Attributes:
        first: Treatment, by its place.
        second: The one it is compared with.
        studies: How many studies compare them.
        share: Of direct evidence in the network's estimate, 0 to 1.
        direct: First minus second, from these studies alone, and its standard error below; shape (2, pairs).
        indirect: From the rest of the network, likewise; not a number where there is no rest.
        network: From all, likewise.
        difference: Direct minus indirect, likewise.
        p: Chance of a larger difference, two-sided.
    """

    first: Ints
    second: Ints
    studies: Ints
    share: Floats
    direct: Floats
    indirect: Floats
    network: Floats
    difference: Floats
    p: Floats


def split(network: Network, model: Fit) -> Splits:
    """Return every direct comparison split by back-calculation.

    Direct evidence takes the heterogeneity of the whole network, and contrasts of studies with more
    than two arms one by one.
    """
    pairs, n = network.pairs, len(network.treatments)
    every = np.bincount(pairs.cells, minlength=n * n)
    cells = every.nonzero()[0]
    first, second = cells // n, cells % n
    weights = 1 / (pairs.variances + model.tau2)
    total = np.bincount(pairs.cells, weights, n * n)[cells]
    direct = np.array([np.bincount(pairs.cells, weights * pairs.effects, n * n)[cells] / total, total**-0.5])
    whole = np.array([model.effects[first] - model.effects[second], np.sqrt(model.variances[first, second])])
    share = (whole[1] / direct[1]) ** 2
    rest = np.where(1 - share > NO_REST, 1 - share, np.nan)
    indirect = np.array([(whole[0] - share * direct[0]) / rest, whole[1] / np.sqrt(rest)])
    difference = np.array([direct[0] - indirect[0], np.hypot(direct[1], indirect[1])])
    p = two_sided(difference[0] / difference[1])
    return Splits(first, second, every[cells], np.minimum(share, 1.0), direct, indirect, whole, difference, p)


def indirect_by_removal(network: Network, method: Method | None) -> Floats:
    """Return indirect evidence for the pairs of `split`: what is left without the studies that compare them.

    A study of more than two arms goes as a whole. It is slower than back-calculation, and does not let direct
    evidence set the heterogeneity of indirect evidence.
    Source: Efthimiou 2019, doi 10.1002/sim.8158 (SIDDE).

    Args:
        network: The studies.
        method: How tau2 of the rest is estimated; None for common effects.

    Returns:
        First minus second, and its standard error below, shape (2, pairs); not a number where the rest
        does not link the two.
    """
    pairs, n = network.pairs, len(network.treatments)
    cells = np.unique(pairs.cells)
    found = np.full((2, cells.size), np.nan)
    for place, cell in enumerate(cells):
        names = network.treatments[cell // n], network.treatments[cell % n]
        rest = np.flatnonzero(~np.isin(pairs.studies, pairs.studies[pairs.cells == cell]))
        if rest.size:
            found[:, place] = _between(_only(network, rest), names, method)
    return found


def _only(network: Network, rows: Ints) -> Network:
    """Return the network of some contrasts."""
    pairs = network.pairs
    return weave(
        Contrasts(
            studies=tuple(network.studies[place] for place in pairs.studies[rows]),
            first=tuple(network.treatments[place] for place in pairs.first[rows]),
            second=tuple(network.treatments[place] for place in pairs.second[rows]),
            effects=pairs.effects[rows],
            errors=np.sqrt(pairs.variances[rows]),
        )
    )


def _between(rest: Network, names: tuple[str, str], method: Method | None) -> tuple[float, float]:
    """Return what a network says of two treatments; not a number when it is in parts, or lacks one."""
    if parts(rest).max() > 0 or not set(names) <= set(rest.treatments):
        return np.nan, np.nan
    model = fit(rest, 0.0)
    if method is not None:
        tau2 = estimate(rest, method, model, rest.freedom - len(rest.treatments) + 1)
        model = fit(rest, tau2) if tau2 > 0 else model
    first, second = (rest.treatments.index(name) for name in names)
    return float(model.effects[first] - model.effects[second]), float(model.errors[first, second])
