"""Draw the figures of the recovery model's page.

    Recovery -> docs/images/recovery-*.svg

The same numbers give the same file: no date, no random names, single precision rounded away.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lumbago.cli.model import typical
from lumbago.knowledge.recovery import Recovery
from lumbago.recovery import INPUTS, equations, follow
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Inputs, Parameters, State

IMAGES = Path(__file__).parent / "images"
DAYS = 90
PAIN, DAYS_SINCE_ONSET = 6, 3
TWELVE_WEEKS = 84
READ = ("pain", "disability", "perfusion", "strength", "capacity")
INK, QUIET = "#1b3a4b", "#6b7a83"

TITLES = {
    "pain": "pain, 0-10",
    "disability": "disability, %",
    "perfusion": "perfusion, 1 = usual",
    "strength": "strength, share of usual",
    "capacity": "capacity, heavy days",
    "damaged": "damaged, share of fibres",
    "regenerating": "regenerating, share of fibres",
    "inflammation": "inflammation, share of fibres",
    "resolution": "resolution, share of fibres",
    "guarding": "guarding, share of full",
    "sensitisation": "sensitisation, odds of pain",
    "activity": "activity, share of usual",
    "size": "muscle size, share of usual",
    "neural_drive": "neural drive, share of usual",
    "aerobic": "aerobic, share of usual",
    "flexibility": "flexibility, share of usual",
    "soreness": "soreness, odds of pain",
    "chance_of_injury": "chance of a new strain that day",
}

TOPS = {"pain": 10.0, "disability": 100.0}
"""Ends of scales; a share is shown to 1 unless it stays small."""

RESTS = ((0, "-", "#1b3a4b"), (2, "--", "#c8553d"), (7, ":", "#588157"))
"""Days in bed, and how its line is drawn."""


def draw(recovery: Recovery) -> list[str]:
    """Draw every figure; return their names below `docs/`."""
    style = {"svg.hashsalt": "lumbago", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 8}
    with mpl.rc_context(style):
        figures = {"recovery-states.svg": _states(recovery), "recovery-rest.svg": _rests(recovery)}
        for name, figure in figures.items():
            figure.savefig(IMAGES / name, format="svg", facecolor="white", metadata={"Date": None})
    return [f"images/{name}" for name in figures]


def _course(recovery: Recovery, days_in_bed: int) -> dict[str, Any]:
    inputs = usual_days(DAYS)
    inputs[:days_in_bed, INPUTS.index("rest")] = 1
    person = typical(recovery, PAIN, DAYS_SINCE_ONSET)
    of = follow(person, inputs, luck=None, record=(*READ, *State._fields)).of
    course = {name: rows[:, 0].astype(float) for name, rows in of.items()}
    course["chance_of_injury"] = _chance(course, Parameters(*person.parameters[:, 0].astype(float)))
    return {name: np.round(values, 5) for name, values in course.items()}


def _chance(course: dict[str, Any], parameters: Parameters) -> Any:  # noqa: ANN401 - an array
    """Return the chance of a new strain on an ordinary day, from the state of that morning."""
    state = State(*(course[name] for name in State._fields))
    day = equations.today(state, parameters, Inputs(*usual_days(1)[0].astype(float)))
    return equations.chance_of_injury(state, parameters, day)


def _states(recovery: Recovery) -> Figure:
    course = _course(recovery, 0)
    figure = Figure(figsize=(9, 10), layout="constrained")
    panels = figure.subplots(6, 3, sharex=True).ravel()
    for panel, name in zip(panels, TITLES, strict=True):
        _frame(panel, name, course[name])
        panel.plot(course[name], color=INK, linewidth=1.6)
    for panel in panels[-3:]:
        panel.set_xlabel("days")
    fit = f"fitted on {recovery.calibration.on}" if recovery.calibration else "priors only: not fitted yet"
    figure.suptitle(
        f"A typical person, pain {PAIN} of 10, {DAYS_SINCE_ONSET} days after onset, ordinary days ({fit})"
    )
    return figure


def _rests(recovery: Recovery) -> Figure:
    figure = Figure(figsize=(9, 5.2), layout="constrained")
    panels = figure.subplots(2, 2, sharex=True).ravel()
    courses = {days: _course(recovery, days) for days, _, _ in RESTS}
    for panel, name in zip(panels, ("pain", "disability", "activity", "strength"), strict=True):
        _frame(panel, name, [value for course in courses.values() for value in course[name]])
        for days, line, colour in RESTS:
            panel.plot(courses[days][name], line, color=colour, linewidth=1.6)
    labels = [f"{days} days in bed: pain {courses[days]['pain'][TWELVE_WEEKS]:.1f}" for days, _, _ in RESTS]
    panels[0].legend(panels[0].lines, labels, title="after 12 weeks", frameon=False)
    for panel in panels[2:]:
        panel.set_xlabel("days")
    figure.suptitle("Up and about, two days in bed, seven days in bed")
    return figure


def _frame(panel: Axes, name: str, values: Iterable[float]) -> None:
    """Title one small panel and set its scale: whole for what has a scale, near for a small share."""
    largest = max(values)
    panel.set_title(TITLES[name], loc="left", fontsize=8, color=INK)
    panel.set_xlim(0, DAYS)
    panel.set_ylim(0, TOPS.get(name, 1.1 if largest > 0.5 else max(1.2 * largest, 0.01)))
    panel.set_xticks(range(0, DAYS + 1, 15))
    panel.spines[["top", "right"]].set_visible(False)
    panel.tick_params(colors=QUIET, labelsize=7)
