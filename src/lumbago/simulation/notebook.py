"""A notebook of evaluations on disk: what was done once is not done again.

    folder, fingerprint -> kept evaluations by stage and number

Each evaluation is one line, written at once and complete by its line end; a line cut short by a kill is
done again. Numbers are written exactly, so a run that goes on ends like one that was never stopped.
"""

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Stage(MutableMapping[int, Floats]):
    """Evaluations of one stage; putting one in writes it down."""

    def __init__(self, name: str, file: IO[str], known: dict[int, Floats]) -> None:
        self._name, self._file, self._known = name, file, known

    def __getitem__(self, number: int) -> Floats:
        return self._known[number]

    def __setitem__(self, number: int, values: Floats) -> None:
        line = {"stage": self._name, "number": number, "values": [float(v).hex() for v in values]}
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        self._known[number] = values

    def remember(self, number: int, values: Floats) -> None:
        """Take in what is already written down."""
        self._known[number] = values

    def __delitem__(self, number: int) -> None:
        raise TypeError("what was done stays done")

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Notebook(dict[str, Stage]):
    """Stages by name, read from a file and kept there.

    Args:
        path: Where it lies; its folder must exist.
        fingerprint: Of everything that an evaluation depends on; a notebook of another one begins anew.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        super().__init__()
        lines = _lines_of(path, fingerprint)
        anew = path.with_name(path.name + ".new")
        written = [json.dumps({"fingerprint": fingerprint}), *(json.dumps(line) for line in lines)]
        anew.write_text("\n".join(written) + "\n", encoding="utf-8")
        anew.replace(path)
        self._file = path.open("a", encoding="utf-8")
        for line in lines:
            values = np.array([float.fromhex(value) for value in line["values"]])
            self.setdefault(line["stage"]).remember(line["number"], values)

    def setdefault(self, name: str, default: object = None) -> Stage:
        """Return a stage, empty when it is new."""
        if name not in self:
            self[name] = Stage(name, self._file, {})
        return self[name]

    @property
    def made(self) -> int:
        """How many evaluations it holds."""
        return sum(len(stage) for stage in self.values())

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(self, *fault: object) -> None:
        """Let go of the file."""
        self._file.close()


def _lines_of(path: Path, fingerprint: str) -> list[dict[str, Any]]:
    """Return the whole lines of a notebook with this fingerprint; none when it is another's or broken."""
    if not path.exists():
        return []
    first, *rest = path.read_text(encoding="utf-8", errors="replace").split("\n")
    if json.dumps({"fingerprint": fingerprint}) != first:
        return []
    lines = []
    for line in rest[:-1]:
        try:
            told = json.loads(line)
            [float.fromhex(value) for value in told["values"]]
        except (ValueError, TypeError, KeyError):
            break
        lines.append(told)
    return lines
