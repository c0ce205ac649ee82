"""Exponential and logarithm in single precision, without a table, a branch or a call.

A call into the mathematical library takes one number at a time; these go through a register of them.
Polynomials and their coefficients: Cephes (Moshier 1989), within 1.2e-7 relative.
"""

from typing import Any

import numpy as np

_LOG2_HIGH, _LOG2_LOW = 0.693359375, -2.12194440e-4
"""The logarithm of 2 in two parts, so that a multiple of it can be taken away without rounding."""

_EXP = (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
_LOG = (
    7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
    -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
)  # fmt: skip


def exp(x: Any) -> Any:  # noqa: ANN401 - Lanes
    """Return e to the power x, for x in -87..88; beyond, the value at the end."""
    x = np.minimum(np.maximum(x, -87.0), 88.0)
    power = np.rint(x * 1.44269504)
    r = x - power * _LOG2_HIGH - power * _LOG2_LOW
    near_1 = _polynomial(_EXP, r) * r * r + r + 1.0
    return near_1 * ((power.whole() + 127) << 23).bits()


def log(x: Any) -> Any:  # noqa: ANN401
    """Return the natural logarithm, for normal x above 0."""
    bits = x.bits()
    power = ((bits >> 23) - 126).fraction()
    m = ((bits & 0x007FFFFF) | 0x3F000000).bits()
    low = m < 0.707106781186547524
    power = np.where(low, power - 1.0, power)
    m = np.where(low, m + m, m) - 1.0
    z = m * m
    rest = _polynomial(_LOG, m) * m * z + power * _LOG2_LOW - 0.5 * z
    return m + rest + power * _LOG2_HIGH


def _polynomial(coefficients: tuple[float, ...], x: Any) -> Any:  # noqa: ANN401
    total: Any = coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * x + coefficient
    return total
