"""Write a program for people side by side, and turn it into machine code.

    instructions of LLVM -> a function of this processor

Loops and branches are `with` blocks: what is written inside is repeated or skipped when the program runs.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from llvmlite import binding, ir  # type: ignore[import-untyped]

from lumbago.recovery.lanes import DOUBLE, WHOLE, Lanes, Setting, alike

NAME = "lumbago"
"""What LLVM calls the function."""

POINTER = ir.PointerType()


class Variable:
    """A fraction for each of the people, which changes while the program runs."""

    def __init__(self, program: "Program", start: Any) -> None:  # noqa: ANN401 - Lanes or Python's number
        self._setting = program.setting
        self._kind = ir.VectorType(program.setting.real, program.setting.abreast)
        self._place = program.entry.alloca(self._kind)
        self.set(start)

    def get(self) -> Lanes:
        """Return what it holds here."""
        return Lanes(self._setting, self._setting.builder.load(self._place, typ=self._kind))

    def set(self, value: Any) -> None:  # noqa: ANN401
        """Let it hold something else from here on."""
        (lanes,) = alike(self._setting, [value])
        self._setting.builder.store(lanes.spread().value, self._place)


class Program:
    """A function that is being written.

    Attributes:
        setting: What it is written for.
        arguments: By name: pointers first, then whole numbers.
        entry: Writes instructions at the function's start.
    """

    def __init__(
        self,
        real: Any,  # noqa: ANN401 - a type of LLVM
        abreast: int,
        pointers: Sequence[str],
        wholes: Sequence[str],
    ) -> None:
        kinds = [POINTER] * len(pointers) + [WHOLE] * len(wholes)
        function = ir.Function(ir.Module(), ir.FunctionType(ir.VoidType(), kinds), NAME)
        for pointer in function.args[: len(pointers)]:
            pointer.add_attribute("noalias")
        self.entry = ir.IRBuilder(function.append_basic_block())
        self._start = function.append_basic_block()
        self.setting = Setting(ir.IRBuilder(self._start), real, abreast)
        named = zip((*pointers, *wholes), function.args, strict=True)
        self.arguments = {name: Lanes(self.setting, value) for name, value in named}

    def whole(self, number: int) -> Lanes:
        """Return a constant whole number."""
        return Lanes(self.setting, WHOLE(number))

    def fraction(self, number: float) -> Lanes:
        """Return a constant fraction."""
        return Lanes(self.setting, self.setting.real(number))

    def neighbours(self, first: Lanes) -> Lanes:
        """Return first, first + 1, ... for the people side by side."""
        kind = ir.VectorType(WHOLE, self.setting.abreast)
        lanes = Lanes(self.setting, ir.Constant(kind, [WHOLE(lane) for lane in range(kind.count)]))
        numbers: Lanes = first + lanes
        return numbers

    def one(self, kind: Any, pointer: Lanes, index: Lanes) -> Lanes:  # noqa: ANN401 - a type of LLVM
        """Read one number for all from an array."""
        place = self._place(kind, pointer, index)
        return Lanes(self.setting, self.setting.builder.load(place, typ=kind))

    def several(self, pointer: Lanes, index: Lanes) -> Lanes:
        """Read a fraction for each of the people from an array, from an index on."""
        real, count = self.setting.real, self.setting.abreast
        place, kind = self._place(real, pointer, index), ir.VectorType(real, count)
        return Lanes(self.setting, self.setting.builder.load(place, align=_bytes(real), typ=kind))

    def keep(self, value: Lanes, pointer: Lanes, index: Lanes) -> None:
        """Write a fraction for each of the people to an array, from an index on."""
        place = self._place(value.element, pointer, index)
        self.setting.builder.store(value.spread().value, place, align=_bytes(value.element))

    def pointer(self, address: Lanes) -> Lanes:
        """Return a whole number as a pointer."""
        return Lanes(self.setting, self.setting.builder.inttoptr(address.value, POINTER))

    @contextmanager
    def turns(self, start: Any, end: Any, by: int = 1) -> Iterator[Lanes]:  # noqa: ANN401
        """Repeat what is written inside for start, start + by, ... below end; yields the turn's number."""
        builder = self.setting.builder
        before, body, after = builder.block, builder.append_basic_block(), builder.append_basic_block()
        builder.cbranch((start < end).value, body, after)
        builder.position_at_end(body)
        turn = Lanes(self.setting, builder.phi(WHOLE))
        yield turn
        following = turn + by
        turn.value.add_incoming(start.value, before)
        turn.value.add_incoming(following.value, builder.block)
        builder.cbranch((following < end).value, body, after)
        builder.position_at_end(after)

    @contextmanager
    def when(self, condition: Lanes) -> Iterator[None]:
        """Do what is written inside only when a condition for all holds."""
        with self.setting.builder.if_then(condition.value):
            yield

    def text(self) -> str:
        """Finish the program and return it in LLVM's words."""
        self.setting.builder.ret_void()
        self.entry.branch(self._start)
        return str(self.setting.builder.module)

    def _place(self, kind: Any, pointer: Lanes, index: Lanes) -> Any:  # noqa: ANN401
        return self.setting.builder.gep(pointer.value, [index.value], source_etype=kind)


def _bytes(real: Any) -> int:  # noqa: ANN401
    return 8 if real == DOUBLE else 4


class Compiled(NamedTuple):
    """A program as machine code.

    Attributes:
        run: Takes whole numbers (pointers as addresses); lets go of the interpreter while it runs.
        engine: Owns the machine code, which lives as long as it does.
    """

    run: Any
    engine: Any


def compiled(text: str, arguments: int) -> Compiled:
    """Turn a program with so many arguments into machine code of this processor."""
    machine = _machine()
    engine = binding.create_mcjit_compiler(_optimised(text, machine), machine)
    engine.finalize_object()
    kind = ctypes.CFUNCTYPE(None, *[ctypes.c_uint64] * arguments)
    return Compiled(kind(engine.get_function_address(NAME)), engine)


def assembly(text: str) -> str:
    """Return the machine code of a program in words, for who wants to look."""
    machine = _machine()
    return str(machine.emit_assembly(_optimised(text, machine)))


def lanes_of_this_processor() -> int:
    """Return how many fractions in single precision a register of this processor holds: 4, 8 or 16."""
    features = binding.get_host_cpu_features()
    if features.get("avx512f"):
        return 16
    return 8 if features.get("avx2") else 4


def _machine() -> Any:  # noqa: ANN401
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    name, features = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    target = binding.Target.from_default_triple()
    return target.create_target_machine(cpu=name, features=features, opt=3, codemodel="jitdefault", jit=True)


def _optimised(text: str, machine: Any) -> Any:  # noqa: ANN401
    """Tidy up a program; it is in vectors already, so nothing has to find them."""
    module = binding.parse_assembly(text)
    module.verify()
    options = binding.create_pipeline_tuning_options(speed_level=2)
    options.loop_vectorization = options.slp_vectorization = options.loop_unrolling = False
    passes = binding.create_pass_builder(machine, options)
    passes.getModulePassManager().run(module, passes)
    return module
