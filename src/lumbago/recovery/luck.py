"""Luck as an argument: draws fixed by seed, person, day and purpose, and by nothing else.

    seed, person, day, purpose -> uniform and normal draws

Philox 4x32-10 (Salmon 2011): a counter goes in, four words come out. No draw depends on another, so
threads, order and shards change nothing, and every arm of a trial meets the same luck.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

log: Any = np.log
sqrt: Any = np.sqrt
choose: Any = np.where

ROUNDS = 10
DAILY = 0
"""Purpose of the draws that the kernel makes each day; other purposes are numbered from 1."""

_WORD = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)


class Luck(NamedTuple):
    """What fixes every draw.

    Attributes:
        seed: Any whole number from 0 to 2**32 - 1.
        first_person: Number of the first person of this block in the whole cohort.
        first_day: Number of the first day of this run.
    """

    seed: int
    first_person: int = 0
    first_day: int = 0


def words(person: Any, day: Any, purpose: Any, seed: Any) -> tuple[Any, Any, Any, Any]:  # noqa: ANN401
    """Return four random words, each 0 to 2**32 - 1 in an unsigned 64-bit number; shapes broadcast."""
    a, b, c, d = person & _WORD, day & _WORD, purpose & _WORD, person >> _SHIFT
    key_0, key_1 = seed & _WORD, seed >> _SHIFT
    for _ in range(ROUNDS):
        product_0 = _MULTIPLIER_0 * a
        product_1 = _MULTIPLIER_1 * c
        a = (product_1 >> _SHIFT) ^ b ^ key_0
        b = product_1 & _WORD
        c = (product_0 >> _SHIFT) ^ d ^ key_1
        d = product_0 & _WORD
        key_0 = (key_0 + _WEYL_0) & _WORD
        key_1 = (key_1 + _WEYL_1) & _WORD
    return a, b, c, d


def normal(uniform: Any) -> Any:  # noqa: ANN401
    """Return the standard normal quantile of a uniform draw strictly inside (0, 1).

    Giles' single-precision approximation of the inverse error function, within 3e-7 of the exact one.
    """
    x = 2 * uniform - 1
    w = -log((1 - x) * (1 + x))
    near = w - 2.5
    far = sqrt(choose(w > 5, w, 5)) - 3
    inner = 2.81022636e-08
    inner = 3.43273939e-07 + inner * near
    inner = -3.5233877e-06 + inner * near
    inner = -4.39150654e-06 + inner * near
    inner = 0.00021858087 + inner * near
    inner = -0.00125372503 + inner * near
    inner = -0.00417768164 + inner * near
    inner = 0.246640727 + inner * near
    inner = 1.50140941 + inner * near
    outer = -0.000200214257
    outer = 0.000100950558 + outer * far
    outer = 0.00134934322 + outer * far
    outer = -0.00367342844 + outer * far
    outer = 0.00573950773 + outer * far
    outer = -0.0076224613 + outer * far
    outer = 0.00943887047 + outer * far
    outer = 1.00167406 + outer * far
    outer = 2.83297682 + outer * far
    return 1.4142135623730951 * choose(w < 5, inner, outer) * x


def uniforms(luck: Luck, n: int, purpose: int) -> NDArray[np.float64]:
    """Return one uniform draw in (0, 1) for each of n people, shape (n,).

    Args:
        luck: Seed, first person and day.
        n: People.
        purpose: What the draw is for, from 1; another purpose is another draw.
    """
    person = np.uint64(luck.first_person) + np.arange(n, dtype=np.uint64)
    drawn, *_ = words(person, np.uint64(luck.first_day), np.uint64(purpose), np.uint64(luck.seed))
    inside: NDArray[np.float64] = (drawn.astype(np.float64) + 0.5) / 2.0**32
    return inside


def four_normals(luck: Luck, n: int, purpose: int) -> NDArray[np.float64]:
    """Return four standard normal draws for each of n people, shape (4, n); arguments as in `uniforms`."""
    person = np.uint64(luck.first_person) + np.arange(n, dtype=np.uint64)
    drawn = words(person, np.uint64(luck.first_day), np.uint64(purpose), np.uint64(luck.seed))
    return np.asarray(normal((np.stack(drawn).astype(np.float64) + 0.5) / 2.0**32))


def normals(luck: Luck, n: int, purpose: int) -> NDArray[np.float64]:
    """Return one standard normal draw for each of n people, shape (n,); arguments as in `uniforms`."""
    drawn: NDArray[np.float64] = normal(uniforms(luck, n, purpose))
    return drawn
