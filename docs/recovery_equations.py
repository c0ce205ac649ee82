"""Show the recovery model's equations in LaTeX, and what acts on what as diagrams, from the source itself.

equations (on symbols) -> lines of Markdown
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sympy
from recovery_words import DOUBTS

from lumbago.knowledge.recovery import Arrow, Recovery
from lumbago.recovery.equations import Inputs, Parameters, State, Today
from lumbago.recovery.symbols import GIVEN, MORNING, TODAY, Symbolic

LETTERS = {
    "damaged": "D",
    "regenerating": "R",
    "inflammation": "I",
    "resolution": "J",
    "guarding": "G",
    "sensitisation": "S",
    "activity": "A",
    "size": "Z",
    "neural_drive": "N",
    "aerobic": "C",
    "flexibility": "F",
    "soreness": "W",
    "drive": "x",
    "strength": "T",
    "perfusion": "B",
    "capacity": "K",
    "pain": "P",
    "disability": "Y",
    "chance_of_injury": "q",
}
"""Letters of states and readings in the equations."""


ROUNDING = 1e-12


def diagrams(model: Symbolic, recovery: Recovery) -> Iterator[str]:
    """Yield two diagrams: inside the person, and what a day brings."""
    yield from ("", "## What acts on what", "")
    yield (
        "Drawn from the equations themselves. Claims of the article stand on the arrows that mean them; a"
        " dotted arrow is one that the evidence does not support, or not in ordinary patients."
    )
    edges = sorted(_edges(model))
    doubted = {_ends(recovery.arrows[name]) for doubt in DOUBTS for name in doubt.arrows}
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for arrow in recovery.arrows.values():
        claims[_ends(arrow)] |= set(arrow.claims)
    given = {_input(name) for name in Inputs._fields}
    for title, wanted in (("Inside the back and the person:", False), ("What a day brings:", True)):
        yield from ("", title, "", "```mermaid", "flowchart LR")
        for source, target in edges:
            if (source in given) is wanted:
                label = ", ".join(sorted(claims[source, target], key=lambda claim: int(claim[1:])))
                line = "-.->" if (source, target) in doubted else "-->"
                yield f"  {_node(source)} {line}{f'|{label}|' if label else ''} {_node(target)}"
        yield "```"


def _edges(model: Symbolic) -> set[tuple[str, str]]:
    """Return (source, target) for everything that an equation reads; the odds of pain are called pain."""
    targets = {**model.rates._asdict(), **model.readings}
    targets["pain"] = targets.pop("drive")
    edges = {
        (source, target)
        for target, expression in targets.items()
        for source in _read_by(expression, model.today)
    }
    return {edge for edge in edges if edge[0] != edge[1]} | {("chance_of_injury", "damaged")}


def _read_by(expression: Any, today: Today) -> Iterator[str]:  # noqa: ANN401 - SymPy has no types
    for name in (str(symbol) for symbol in expression.free_symbols):
        if name.startswith(TODAY):
            yield from _read_by(getattr(today, name.removeprefix(TODAY)), today)
        elif name.startswith(GIVEN):
            yield _input(name.removeprefix(GIVEN))
        elif name not in Parameters._fields:
            yield {"drive": "pain"}.get(name, name.removeprefix(MORNING))


def _input(name: str) -> str:
    return f"{name} exercise" if name in State._fields else name


def _ends(arrow: Arrow) -> tuple[str, str]:
    """Return source and target as the equations have them: load tears through the chance of a strain."""
    ends = arrow.source_state, arrow.target_state
    if ends == ("load", "damaged"):
        return "load", "chance_of_injury"
    return (
        ends
        if arrow.target_state != "capacity" or arrow.source_state != "regenerating"
        else ("regenerating", "strength")
    )


def _node(name: str) -> str:
    return f"{name.replace(' ', '_')}[{name.replace('_', ' ')}]"


def equations(model: Symbolic) -> Iterator[str]:
    """Yield every equation: how states change, what is read off them, what a day brings."""
    write = _Writer(model)
    yield from ("", "## The equations", "")
    yield (
        "Written by SymPy from the source that the kernel is compiled from, so they cannot differ from it."
        " Time is in days; each rate of change is per day. Upright names are parameters"
        " ([below](#the-arrows)), $u$ is what a day brings, a bar marks what is worked out in the morning"
        " and holds for the day, and a subscript 0 marks that morning's state."
    )
    yield from ("", "How the states change:", "")
    for name, rate in model.rates._asdict().items():
        yield from write.equation(rf"\frac{{\mathrm{{d}}{LETTERS[name]}}}{{\mathrm{{d}}t}}", rate)
    yield from ("", "What is read off them:", "")
    for name, reading in model.readings.items():
        yield from write.equation(LETTERS[name], reading)
    yield from ("", "What a day brings:", "")
    for name, term in model.today._asdict().items():
        yield from write.term(name, term)
    yield (
        "And luck, which is not in the figures: each day the odds of pain and of disability are"
        " multiplied by "
        r"$e^{\mathrm{restless} \cdot z}$, where $z$ is a standard normal fluctuation of which a share "
        r"$\mathrm{linger}$ is there again the next day; and with chance $q$ a share of the whole fibres,"
        r" between "
        r"half and one and a half times $\mathrm{tear}$, tears."
    )


class _Writer:
    """Writes expressions in LaTeX with the letters of this page."""

    def __init__(self, model: Symbolic) -> None:
        symbols = {symbol for part in model for e in _values(part) for symbol in e.free_symbols}
        self.names = {symbol: _latex_name(str(symbol)) for symbol in symbols}
        load = sympy.Symbol(f"{TODAY}load")
        given = sympy.Symbol(f"{GIVEN}load")
        self.names[load] = _latex_name(str(load))
        self.as_given = {given: load * given / model.today.load}

    def equation(self, left: str, expression: Any) -> Iterator[str]:  # noqa: ANN401 - SymPy has no types
        """Yield one equation as a block."""
        right = sympy.latex(_plain(expression), symbol_names=self.names, mul_symbol="dot", order="none")
        yield from ("$$", f"{left} = {right}", "$$", "")

    def term(self, name: str, expression: Any) -> Iterator[str]:  # noqa: ANN401
        """Yield a term of the day; what depends on the load says so instead of repeating it."""
        if name != "load":
            expression = expression.subs(self.as_given)
        yield from self.equation(_latex_name(TODAY + name), expression)


def _values(part: Any) -> Any:  # noqa: ANN401 - a NamedTuple or a mapping of expressions
    return part.values() if isinstance(part, dict) else part


def _latex_name(name: str) -> str:
    r"""Return a symbol in LaTeX.

    Examples:
        >>> _latex_name("ache_inflamed")
        '\\mathrm{ache}_{\\mathrm{inflamed}}'
    """
    if name in LETTERS:
        return LETTERS[name]
    if name.startswith(MORNING):
        return f"{LETTERS[name.removeprefix(MORNING)]}_{{0}}"
    if name.startswith(GIVEN):
        return rf"u_{{\mathrm{{{name.removeprefix(GIVEN)}}}}}"
    if name.startswith(TODAY):
        return rf"\overline{{{_latex_name(f'{name.removeprefix(TODAY)} ')}}}"
    first, _, rest = name.strip().partition("_")
    below = rf"_{{\mathrm{{{rest}}}}}" if rest else ""
    return rf"\mathrm{{{first}}}{below}"


def _plain(expression: Any) -> Any:  # noqa: ANN401
    """Write a choice of the larger of two as that, and e to a logarithm as a power."""
    larger = {
        piecewise: sympy.Max(*(value for value, _ in piecewise.args))
        for piecewise in expression.atoms(sympy.Piecewise)
        if _is_larger(*piecewise.args)
    }
    return expression.subs(larger).rewrite(sympy.exp, sympy.Pow)


def _is_larger(first: Any, *rest: Any) -> bool:  # noqa: ANN401
    """Return whether a piecewise gives its first value where that is above the only other one."""
    (value, condition), others = first, [other for other, _ in rest]
    if len(others) != 1 or not isinstance(condition, sympy.StrictGreaterThan | sympy.StrictLessThan):
        return False
    gap = sympy.expand(condition.gts - condition.lts - (value - others[0]))
    return bool(gap.is_number and abs(gap) < ROUNDING)
