"""How a benchmark tells what it measured: on which processor, and how far its rounds lie apart."""

import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

LEAST_ROUNDS = 7
"""A median of fewer says little."""


def spread(numbers: Sequence[float], form: str) -> str:
    """Return the median of the rounds, and in brackets the lowest and the highest."""
    return f"{statistics.median(numbers):{form}} ({min(numbers):{form}} to {max(numbers):{form}})"


def cpu() -> str:
    """Return the processor's name."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
