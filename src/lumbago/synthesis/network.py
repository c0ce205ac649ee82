r"""The network that studies make, in arrays: what every statistic of this room is computed from.

    Contrasts -> Network

Contrasts are edges between treatments. A study of two arms is one edge. One of k arms is a small network of
its own: read as resistances, its squared standard errors give its covariance, whose pseudo-inverse is a
Laplacian, whose edges are the weights of its contrasts. Contrasts of a study are thereby correlated.
Source: Rücker 2012, doi 10.1002/jrsm.1058.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lumbago.errors import SynthesisError
from lumbago.synthesis.complete import complete
from lumbago.synthesis.contrasts import check_closure, check_contrasts, check_variances, gap
from lumbago.synthesis.studies import Contrasts, Floats, Ints, Names


class Pairs(NamedTuple):
    """Every contrast once, its treatments in ascending order; shape (contrasts,) each.

    Attributes:
        studies: Place in `Network.studies`.
        first: Place in `Network.treatments`.
        second: Place of the other, above `first`.
        cells: Both at once: place in a table of treatments that was laid flat.
        effects: First minus second.
        variances: Squared standard errors.
    """

    studies: Ints
    first: Ints
    second: Ints
    cells: Ints
    effects: Floats
    variances: Floats


class Block(NamedTuple):
    """Studies with equally many arms k, three or more; s of them.

    Attributes:
        places: Place of each study in `Network.studies`, shape (s,).
        arms: Treatments of its arms, ascending, shape (s, k).
        rows: Its contrasts, by their place in `Pairs`, in the order of `complete(k)`;
            shape (s, k (k - 1) / 2).
        spectrum: Eigenvalues of the covariance of its arms around their mean, without the 0,
            shape (s, k - 1).
        axes: Their eigenvectors, shape (s, k, k - 1).
    """

    places: Ints
    arms: Ints
    rows: Ints
    spectrum: Floats
    axes: Floats


@dataclass(frozen=True)
class Network:
    """Treatments and the studies that compare them.

    Attributes:
        treatments: Names, in alphabetical order; n of them.
        studies: Names, in the order given.
        pairs: All contrasts.
        twos: Which contrasts are of studies of two arms, by place, shape (two-armed studies,).
        blocks: Studies of more arms.
    """

    treatments: Names
    studies: Names
    pairs: Pairs
    twos: Ints
    blocks: tuple[Block, ...]

    @property
    def freedom(self) -> int:
        """Arms beyond the first of each study: contrasts that are independent."""
        return int(self.twos.size + sum(block.spectrum.size for block in self.blocks))


def weave(contrasts: Contrasts) -> Network:
    """Return the network of studies, connected or not.

    Raises:
        SynthesisError: Naming the study whose contrasts are missing, doubled, impossible or at odds.
    """
    check_contrasts(contrasts)
    treatments = tuple(sorted({*contrasts.first, *contrasts.second}))
    studies = tuple(dict.fromkeys(contrasts.studies))
    pairs = _pairs(contrasts, treatments, studies)
    counts = np.bincount(pairs.studies)
    if counts.max() == 1:
        return Network(treatments, studies, pairs, np.arange(counts.size), ())
    order = np.lexsort((pairs.cells, pairs.studies))
    starts = counts.cumsum() - counts
    blocks = []
    for count in sorted(set(counts.tolist()) - {1}):
        places = np.flatnonzero(counts == count)
        rows = order[starts[places][:, None] + np.arange(count)]
        blocks.append(_block(pairs, rows, places, (treatments, studies)))
    return Network(treatments, studies, pairs, np.flatnonzero(counts[pairs.studies] == 1), tuple(blocks))


def parts(network: Network) -> Ints:
    """Return which connected part each treatment lies in, numbered from 0, shape (n,)."""
    part = list(range(len(network.treatments)))

    def root(place: int) -> int:
        while part[place] != place:
            part[place] = part[part[place]]
            place = part[place]
        return place

    for cell in set(network.pairs.cells.tolist()):
        first, second = (root(place) for place in divmod(cell, len(part)))
        part[max(first, second)] = min(first, second)
    roots = [root(place) for place in range(len(part))]
    number = {place: count for count, place in enumerate(dict.fromkeys(roots))}
    return np.array([number[place] for place in roots], dtype=np.int64)


def check_connected(network: Network) -> None:
    """Refuse a network in more than one part.

    Raises:
        SynthesisError: Naming a study of the smallest part.
    """
    part = parts(network)
    sizes = np.bincount(part)
    if sizes.size == 1:
        return
    contrasts = np.bincount(part[network.pairs.first])
    apart = part == min(range(sizes.size), key=lambda place: (sizes[place], contrasts[place]))
    names = [network.studies[place] for place in np.unique(network.pairs.studies[apart[network.pairs.first]])]
    alone = [name for name, is_apart in zip(network.treatments, apart, strict=True) if is_apart]
    others = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
    raise SynthesisError(
        names[0],
        f"the network is in {sizes.size} parts: only this study{others} compares {', '.join(alone)}, and "
        "nothing links them to the other treatments",
        "Add a study that does, pool each part alone, or, if treatments share components, pool components",
    )


def _pairs(contrasts: Contrasts, treatments: Names, studies: Names) -> Pairs:
    place = {name: number for number, name in enumerate(treatments)}
    which = {name: number for number, name in enumerate(studies)}
    one = np.array([place[name] for name in contrasts.first], dtype=np.int64)
    other = np.array([place[name] for name in contrasts.second], dtype=np.int64)
    first, second = np.minimum(one, other), np.maximum(one, other)
    return Pairs(
        studies=np.array([which[name] for name in contrasts.studies], dtype=np.int64),
        first=first,
        second=second,
        cells=first * len(treatments) + second,
        effects=np.where(one < other, contrasts.effects, -contrasts.effects),
        variances=contrasts.errors**2,
    )


def _block(pairs: Pairs, rows: Ints, places: Ints, names: tuple[Names, Names]) -> Block:
    """Return studies whose rows, shape (s, contrasts), stand in ascending order of treatments."""
    size = round((1 + np.sqrt(1 + 8 * rows.shape[1])) / 2)
    arms = np.concatenate([pairs.first[rows[:, :1]], pairs.second[rows[:, : size - 1]]], axis=1)
    _check_complete(pairs, rows, arms, names)
    shape = complete(size)
    spectrum, axes = _spectrum(pairs.variances[rows] @ shape.to_covariance, size)
    studies = [names[1][place] for place in places]
    check_closure(pairs.effects[rows] @ shape.to_gap, studies)
    check_variances(pairs.variances[rows] @ shape.to_arms, spectrum, studies)
    return Block(places, arms, rows, spectrum, axes)


def _check_complete(pairs: Pairs, rows: Ints, arms: Ints, names: tuple[Names, Names]) -> None:
    """Refuse a study that has not each pair of its arms exactly once."""
    size = arms.shape[1]
    if size * (size - 1) // 2 == rows.shape[1]:
        shape = complete(size)
        wanted = arms[:, shape.first] * len(names[0]) + arms[:, shape.second]
        is_whole = (pairs.cells[rows] == wanted).all(axis=1)
    else:
        is_whole = np.zeros(len(rows), dtype=bool)
    if is_whole.all():
        return
    row = rows[int(np.argmin(is_whole))]
    there = [(names[0][pairs.first[one]], names[0][pairs.second[one]]) for one in row]
    study = names[1][int(pairs.studies[row[0]])]
    raise SynthesisError(study, gap(there), "Give each pair of its arms once: k (k - 1) / 2 for k arms")


def _spectrum(covariance: Floats, size: int) -> tuple[Floats, Floats]:
    """Return eigenvalues and eigenvectors of covariances of arms, laid flat, without "all the same".

    That one is lifted above all others, so that it comes last and can be dropped.
    """
    square = covariance.reshape(-1, size, size)
    lift = 2 * np.abs(square).sum(axis=(1, 2), keepdims=True)
    spectrum, axes = np.linalg.eigh(square + lift)
    return spectrum[:, :-1], axes[:, :, :-1]
