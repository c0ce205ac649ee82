"""The shape of a network: who was compared with whom, and how often.

Network -> Geometry
"""

from typing import NamedTuple

import numpy as np

from lumbago.synthesis.network import Network, parts
from lumbago.synthesis.studies import Ints


class Geometry(NamedTuple):
    """The shape of a network.

    Attributes:
        studies: Studies that compare each two treatments, shape (n, n); nobody compares one with itself.
        arms: Studies that have each treatment, shape (n,).
        designs: How many different sets of treatments studies compare.
        parts: In how many unconnected parts it is.
    """

    studies: Ints
    arms: Ints
    designs: int
    parts: int

    @property
    def is_connected(self) -> bool:
        """Whether every two treatments are linked by comparisons."""
        return self.parts == 1

    @property
    def edges(self) -> list[tuple[int, int, int]]:
        """Each two treatments that some study compares, and how many do."""
        first, second = np.nonzero(np.triu(self.studies))
        return [(int(a), int(b), int(self.studies[a, b])) for a, b in zip(first, second, strict=True)]


def geometry(network: Network) -> Geometry:
    """Return the shape of a network."""
    n = len(network.treatments)
    cells = np.bincount(network.pairs.cells, minlength=n * n).reshape(n, n)
    twos = network.pairs.cells[network.twos]
    arms = np.bincount(twos // n, minlength=n) + np.bincount(twos % n, minlength=n)
    designs: set[object] = set(twos.tolist())
    for block in network.blocks:
        arms += np.bincount(block.arms.ravel(), minlength=n)
        designs.update(map(tuple, block.arms.tolist()))
    return Geometry(cells + cells.T, arms, len(designs), int(parts(network).max()) + 1)
