"""What the calibration found, in the form that a trial is run with.

Recovery -> Calibrated;  name of a study -> Trial
"""

import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import numpy as np

from lumbago.knowledge.recovery import Population, Recovery
from lumbago.prognosis.population import posterior, spreads_of
from lumbago.simulation.cohort import Calibrated, Effect
from lumbago.simulation.protocol import Trial
from lumbago.simulation.reading import read_trial

Numbers = Mapping[str, float]
"""Logarithms (and slopes) by name: a parameter, `between <parameter>`, `<kind> <parameter>`, an effect."""


def calibrated(recovery: Recovery, preset: str) -> Calibrated:
    """Return what is known about one kind of people; before the first fit, the prior's middle alone."""
    known = at(recovery, posterior(recovery), preset)
    return known if recovery.calibration is None else known._replace(study_spread=recovery.calibration.spread)


def at(recovery: Recovery, draws: list[dict[str, float]], preset: str) -> Calibrated:
    """Return the same for given numbers.

    Args:
        recovery: Arrows and populations.
        draws: Numbers of each draw; what is missing is as in the prior.
        preset: The kind of people.
    """
    middle = {name: float(np.mean([draw[name] for draw in draws])) for name in draws[0]}
    return Calibrated(
        [spreads_of(recovery, draw, preset) for draw in draws],
        {preset: _facts(recovery.populations[preset])},
        tuple(
            Effect(
                effect.fact, effect.parameter, middle.get(f"effect {name}", effect.prior[0]), effect.centre
            )
            for name, effect in recovery.effects.items()
        ),
    )


def studies() -> dict[str, Trial]:
    """Return every published study that knowledge holds, by the name of its file."""
    return {name: read_trial(text) for name, text in _texts()}


def study(name: str) -> Trial | None:
    """Return one of them; None when there is none of that name."""
    return next((read_trial(text) for known, text in _texts() if known == name), None)


def fingerprint(people: int, seed: int) -> str:
    """Return a hash of everything that an evaluation of the calibration depends on."""
    digest = hashlib.sha256(f"{people} {seed}".encode())
    for package in ("lumbago.knowledge", "lumbago.recovery", "lumbago.simulation"):
        for file in sorted(resources.files(package).iterdir(), key=lambda file: file.name):
            if file.name == "arrows.toml" or file.name.endswith(".py"):
                digest.update(file.read_bytes())
    for _, text in _texts():
        digest.update(text.encode())
    return digest.hexdigest()


def _texts() -> Iterator[tuple[str, str]]:
    files = resources.files("lumbago.knowledge") / "trials"
    for file in sorted(files.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")


def _facts(population: Population) -> dict[str, Any]:
    facts: dict[str, Any] = {"is_healthy": population.start == "free of pain", "healing": population.healing}
    for name in ("age", "nprs", "onset_days", "previous_episodes"):
        spread = getattr(population, name)
        if spread is not None:
            facts[name] = {k: v for k, v in vars(spread).items() if v is not None}
    return facts
