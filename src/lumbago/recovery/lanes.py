"""People side by side in the registers of a processor, in the words of NumPy.

    equations on `Lanes` -> instructions that work on several people at once

The equations speak NumPy, and NumPy asks its arguments how to compute. An array computes; `Lanes` write
down one instruction for each operation (`__array_ufunc__`). So the equations are compiled as they stand.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numpy.lib.mixins import NDArrayOperatorsMixin

from lumbago.recovery import elementary

FAST = ("contract", "nsz")
"""The compiler may fuse a product and a sum and forget the sign of 0; it may not reorder."""

WHOLE, HALF = ir.IntType(64), ir.IntType(32)
SINGLE, DOUBLE = ir.FloatType(), ir.DoubleType()


class Setting(NamedTuple):
    """What a program is written for.

    Attributes:
        builder: LLVM's writer of instructions, at the place that the program has got to.
        real: LLVM's type of a fraction: `SINGLE` or `DOUBLE`.
        abreast: How many people go side by side.
    """

    builder: ir.IRBuilder
    real: Any
    abreast: int


class Lanes(NDArrayOperatorsMixin):
    """One number for each of the people side by side, or one for all, known when the program runs.

    Attributes:
        setting: What the program is written for.
        value: What LLVM calls the number: a vector when it differs between people.
    """

    def __init__(self, setting: Setting, value: Any) -> None:  # noqa: ANN401 - LLVM's types and values
        self.setting = setting
        self.value = value

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:  # noqa: ANN401
        if method != "__call__" or ufunc not in _WRITERS:
            return NotImplemented
        return _WRITERS[ufunc](*alike(self.setting, inputs))

    def __array_function__(self, function: Any, _types: Any, inputs: Any, _: Any) -> Any:  # noqa: ANN401
        if function is not np.where:
            return NotImplemented
        condition, *choices = inputs
        yes, no = alike(self.setting, choices)
        if condition.is_wide:
            yes, no = yes.spread(), no.spread()
        return self._new(self.setting.builder.select(condition.value, yes.value, no.value))

    @property
    def element(self) -> Any:  # noqa: ANN401
        """LLVM's type of one number."""
        return self.value.type.element if self.is_wide else self.value.type

    @property
    def is_wide(self) -> bool:
        """Whether it may differ between people."""
        return isinstance(self.value.type, ir.VectorType)

    def spread(self) -> "Lanes":
        """Return it as a number for each of the people."""
        if self.is_wide:
            return self
        wide, builder = ir.VectorType(self.element, self.setting.abreast), self.setting.builder
        if isinstance(self.value, ir.Constant):
            return self._new(ir.Constant(wide, [self.value] * wide.count))
        first = builder.insert_element(ir.Constant(wide, ir.Undefined), self.value, HALF(0))
        only_first = ir.Constant(ir.VectorType(HALF, wide.count), 0)
        return self._new(builder.shuffle_vector(first, first, only_first))

    def fraction(self) -> "Lanes":
        """Return a whole number below 2**31 as a fraction."""
        builder = self.setting.builder
        half = builder.trunc(self.value, self._of(HALF)) if self.element == WHOLE else self.value
        return self._new(builder.sitofp(half, self._of(self.setting.real)))

    def whole(self) -> "Lanes":
        """Return a fraction as a whole number of 32 bits, cut off."""
        return self._new(self.setting.builder.fptosi(self.value, self._of(HALF)))

    def bits(self) -> "Lanes":
        """Read the bits of a fraction in single precision as a whole number, or the other way round."""
        twin = HALF if self.element == SINGLE else SINGLE
        return self._new(self.setting.builder.bitcast(self.value, self._of(twin)))

    def called(self, name: str) -> "Lanes":
        """Return what a function that LLVM knows makes of it (`rint`, `sqrt`, `exp`, `log`)."""
        kind, module = self.value.type, self.setting.builder.module
        place = (f"v{kind.count}" if self.is_wide else "") + {SINGLE: "f32", DOUBLE: "f64"}[self.element]
        name = f"llvm.{name}.{place}"
        function = module.globals.get(name) or ir.Function(module, ir.FunctionType(kind, [kind]), name)
        return self._new(self.setting.builder.call(function, [self.value]))

    def _new(self, value: Any) -> "Lanes":  # noqa: ANN401
        return Lanes(self.setting, value)

    def _of(self, element: Any) -> Any:  # noqa: ANN401
        return ir.VectorType(element, self.value.type.count) if self.is_wide else element


def alike(setting: Setting, numbers: Sequence[Any]) -> list[Lanes]:
    """Give numbers one type: Python's own become constants, one for all is spread when another differs."""
    known = [number for number in numbers if isinstance(number, Lanes)]
    element = known[0].element if known else setting.real
    python = int if isinstance(element, ir.IntType) else float
    lanes = [
        number if isinstance(number, Lanes) else Lanes(setting, element(python(number))) for number in numbers
    ]
    return [number.spread() for number in lanes] if any(number.is_wide for number in known) else lanes


Writer: TypeAlias = Callable[..., Lanes]

_choose: Any = np.where


def _binary(fraction: str, whole: str = "") -> Writer:
    def write(a: Lanes, b: Lanes) -> Lanes:
        name, flags = (whole, ()) if isinstance(a.element, ir.IntType) else (fraction, FAST)
        return Lanes(a.setting, getattr(a.setting.builder, name)(a.value, b.value, flags=flags))

    return write


def _comparison(sign: str) -> Writer:
    def write(a: Lanes, b: Lanes) -> Lanes:
        builder, is_whole = a.setting.builder, isinstance(a.element, ir.IntType)
        compare = builder.icmp_unsigned if is_whole else builder.fcmp_ordered
        return Lanes(a.setting, compare(sign, a.value, b.value))

    return write


def _elementary(name: str) -> Writer:
    """A polynomial in single precision; in double, which is the oracle, the function of the library."""
    return lambda a: getattr(elementary, name)(a) if a.element == SINGLE else a.called(name)


_WRITERS: Mapping[Any, Writer] = {
    np.add: _binary("fadd", "add"),
    np.subtract: _binary("fsub", "sub"),
    np.multiply: _binary("fmul", "mul"),
    np.divide: _binary("fdiv"),
    np.negative: lambda a: 0 - a,
    np.less: _comparison("<"),
    np.greater: _comparison(">"),
    np.equal: _comparison("=="),
    np.not_equal: _comparison("!="),
    np.minimum: lambda a, b: _choose(a < b, a, b),
    np.maximum: lambda a, b: _choose(a > b, a, b),
    np.bitwise_and: _binary("", "and_"),
    np.bitwise_or: _binary("", "or_"),
    np.bitwise_xor: _binary("", "xor"),
    np.left_shift: _binary("", "shl"),
    np.right_shift: _binary("", "lshr"),
    np.rint: lambda a: a.called("rint"),
    np.sqrt: lambda a: a.called("sqrt"),
    np.exp: _elementary("exp"),
    np.log: _elementary("log"),
}
"""What NumPy may be asked to do with `Lanes`."""
