"""Print a synthesis for a clinician: what was pooled, what it says, and how far to trust it.

Synthesis -> lines
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from lumbago.cli.printing import bullets, heading, paragraph

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from lumbago.synthesis import Synthesis
    from lumbago.synthesis.analysis import Model
    from lumbago.synthesis.components import Components
    from lumbago.synthesis.decomposition import Decomposition
    from lumbago.synthesis.heterogeneity import Disagreement
    from lumbago.synthesis.league import League
    from lumbago.synthesis.splitting import Splits

UNSURE = 0.1
"""A p-value below which a test of agreement, which has little power, is worth a warning."""

WIDEST_LEAGUE = 5
"""Treatments that a league table of a page can hold; JSON has all."""


def show(found: "Synthesis", console: "Console") -> None:
    """Print a synthesis."""
    heading(console, f"{found.measure.in_words.capitalize()}, {_counts(found)}")
    for sentence in _about(found):
        paragraph(console, sentence)
    if found.random is not None:
        heading(console, f"Against {found.reference}")
        console.print(_effects(found, found.random))
    if found.decomposition is not None:
        heading(console, "Do the studies agree?")
        bullets(console, _agreement(found, found.decomposition))
    if found.splits is not None and np.isfinite(found.splits.indirect).any():
        heading(console, "Direct beside indirect evidence")
        console.print(_splits(found, found.splits))
    if found.random is not None and 2 < len(found.network.treatments) <= WIDEST_LEAGUE:
        relation = "row over column" if found.measure.is_ratio else "row less column"
        heading(console, f"Each against each, {relation}")
        console.print(_league(found, found.random.league))
    if found.components is not None:
        heading(console, "Components, effects added up")
        console.print(_components(found, found.components))
        bullets(console, _component_notes(found.components))


def _counts(found: "Synthesis") -> str:
    studies, treatments = len(found.network.studies), len(found.network.treatments)
    return f"{studies} {_plural(studies, 'study', 'studies')} of {treatments} treatments"


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _about(found: "Synthesis") -> Iterator[str]:
    values = "small values good" if found.choices.small_values.value == "good" else "small values bad"
    contrasts = found.network.pairs.cells.size
    yield (
        f"{contrasts} {_plural(contrasts, 'comparison', 'comparisons')} in {found.geometry.designs} "
        f"{_plural(found.geometry.designs, 'design', 'designs')}; {values}; "
        f"{100 * found.choices.level:g} % intervals."
    )
    if found.left_out:
        yield f"Left out, since they say nothing on this measure: {', '.join(found.left_out)}."
    if not found.geometry.is_connected:
        yield (
            f"The network is in {found.geometry.parts} parts: only components that they share link them, if "
            "effects really add up."
        )


def _effects(found: "Synthesis", model: "Model") -> "Table":
    """Return each treatment against the reference, best first."""
    reference = found.network.treatments.index(found.reference)
    columns = ["treatment", "random effects", "p", "a new study", "P-score"]
    table = _table(*columns, *([] if found.ranks is None else ["best, %"]))
    for place in np.argsort(-model.p_scores, kind="stable"):
        name = found.network.treatments[place]
        ranked = [f"{model.p_scores[place]:.2f}"]
        if found.ranks is not None:
            ranked.append(f"{100 * found.ranks[place, 0]:.0f}")
        if place == reference:
            table.add_row(name, "-", "", "", *ranked)
            continue
        random, where = model.league, (place, reference)
        table.add_row(
            name,
            _interval(found, random.estimates[where], (random.low[where], random.high[where])),
            _p(random.p[where]),
            _predicted(found, random.estimates[where], int(place)),
            *ranked,
        )
    return table


def _predicted(found: "Synthesis", middle: float, place: int) -> str:
    reference = found.network.treatments.index(found.reference)
    width = np.nan if found.prediction is None else found.prediction[place, reference]
    if not np.isfinite(width):
        return "-"
    return f"{_short(found, middle - width)} to {_short(found, middle + width)}"


def _interval(found: "Synthesis", middle: float, ends: tuple[float, float]) -> str:
    return f"{_short(found, middle)} ({_short(found, ends[0])} to {_short(found, ends[1])})"


def _short(found: "Synthesis", value: float) -> str:
    if not np.isfinite(value):
        return "-"
    shown = float(np.exp(value)) if found.measure.is_ratio else float(value)
    return f"{shown:.2f}".replace("-0.00", "0.00")


def _p(value: float) -> str:
    if not np.isfinite(value):
        return "-"
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


def _agreement(found: "Synthesis", parts: "Decomposition") -> Iterator[str]:
    i2 = found.i2
    if np.isnan(found.tau2):
        yield "Nothing is left to tell whether studies differ by more than chance."
        return
    share = f"I2 {100 * i2.value:.0f} %"
    if np.isfinite(i2.low):
        share += f" ({100 * i2.low:.0f} to {100 * i2.high:.0f})"
    yield (
        f"Studies differ beyond chance by tau {np.sqrt(found.tau2):.3g} (tau2 {found.tau2:.4g}, "
        f"{found.choices.method.value}); {share} of the spread is more than chance."
    )
    yield f"All together: {_test(parts.total)}; within designs {_test(parts.within)}."
    if parts.between.df == 0:
        yield "No loop of independent comparisons: direct and indirect evidence cannot be set side by side."
        return
    interaction = found.interaction
    granted = f"; with heterogeneity granted {_test(interaction)}" if interaction is not None else ""
    yield f"Between designs (inconsistency) {_test(parts.between)}{granted}."
    doubtful = [test for test in (parts.between, interaction) if test is not None and test.p < UNSURE]
    if doubtful:
        yield "Designs may contradict each other: read direct and indirect evidence below before the ranks."


def _test(test: "Disagreement | None") -> str:
    if test is None or not np.isfinite(test.q):
        return "cannot be told"
    return f"Q {test.q:.2f}, df {test.df}, p {_p(test.p)}"


def _splits(found: "Synthesis", parts: "Splits") -> "Table":
    """Return direct beside indirect evidence, where there are both."""
    table = _table("comparison", "studies", "direct", "indirect", "network", "p of difference")
    for place in np.flatnonzero(np.isfinite(parts.indirect[0])):
        first, second = (found.network.treatments[side[place]] for side in (parts.first, parts.second))
        table.add_row(
            f"{first} / {second}",
            str(parts.studies[place]),
            *(_short(found, values[0, place]) for values in (parts.direct, parts.indirect, parts.network)),
            _p(parts.p[place]),
        )
    return table


def _league(found: "Synthesis", league: "League") -> "Table":
    names = found.network.treatments
    table = _table("", *names)
    for column in table.columns:
        column.no_wrap = False
    for row, name in enumerate(names):
        cells = (
            _interval(found, league.estimates[row, other], (league.low[row, other], league.high[row, other]))
            if other != row
            else ""
            for other in range(len(names))
        )
        table.add_row(name, *cells)
    return table


def _components(found: "Synthesis", parts: "Components") -> "Table":
    from lumbago.synthesis.fitting import reach, two_sided

    table = _table("component or combination", "random effects", "p")
    single = zip(parts.names, parts.random.T, strict=True)
    summed = zip(found.network.treatments, parts.random_treatments.T, strict=True)
    shown = [*single, *((name, values) for name, values in summed if name not in parts.names)]
    for name, (effect, error) in shown:
        if error == 0:
            continue
        width = reach(found.choices.level) * error
        p = float(two_sided(np.array(effect / error))) if np.isfinite(error) else np.nan
        text = _interval(found, effect, (effect - width, effect + width)) if np.isfinite(effect) else "-"
        table.add_row(name, text, _p(p))
    return table


def _component_notes(parts: "Components") -> Iterator[str]:
    yield f"Studies differ beyond chance by tau2 {parts.tau2:.4g}; {_test(parts.additive)}."
    if parts.difference is not None:
        yield f"Worse than treatments left free: {_test(parts.difference)}."
        if parts.difference.p < UNSURE:
            yield "Effects may not add up: components may help or hinder each other."
    hidden = [name for name, value in zip(parts.names, parts.common[0], strict=True) if np.isnan(value)]
    if hidden:
        yield f"The studies cannot tell these apart: {', '.join(hidden)}."


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), box=None, header_style="dim")
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place > 0)
    return table
