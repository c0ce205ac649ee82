"""Find the line of a TOML file that a field stands on.

    text, path of a field -> line, counted from 1

A parser of TOML forgets lines; a person who mends a file needs them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*(?:\.[^=]*)?=""")

Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int]) -> int:
    r"""Return the line that holds a field, or the nearest thing around it; 0 when there is none.

    Examples:
        >>> line_of('n = 3\n[[arm]]\nname = "bed"', ("arm", 0, "name"))
        3
    """
    places = dict(_places(text))
    whole = tuple(path)
    for length in range(len(whole), 0, -1):
        if whole[:length] in places:
            return places[whole[:length]]
    return 0


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each table and each key with its line, last first so that the first one written wins."""
    found = []
    table: Path = ()
    counts: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        if (opened := _TABLE.match(line)) is not None:
            table = _table(opened, counts)
            found.append((table, number))
        elif (key := _KEY.match(line)) is not None:
            found.append(((*table, key.group(1)), number))
    return reversed(found)


def _table(opened: re.Match[str], counts: Counter[Path]) -> Path:
    """Return the path of a table that a line opens, with the numbers of lists in it."""
    path: Path = ()
    names = [name.strip().strip("\"'") for name in opened.group(2).split(".")]
    for depth, name in enumerate(names):
        path = (*path, name)
        if opened.group(1) == "[[" and depth == len(names) - 1:
            counts[path] += 1
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path
