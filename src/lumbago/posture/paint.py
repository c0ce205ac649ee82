"""Colours of the figure, by day and by night; a page may set each `--figure-...` to its own."""

from collections.abc import Collection

PAINTS = {
    "paper": ("#f7f8f8", "#1c2227"),
    "skin": ("#c98f64", "#d3a078"),
    "skin-far": ("#e4c9b4", "#8f7565"),
    "top": ("#20867c", "#3fb3a6"),
    "top-far": ("#95c6c0", "#2a6d68"),
    "legs": ("#2f4b6e", "#7c9cc6"),
    "legs-far": ("#a3b2c6", "#46597a"),
    "hair": ("#4a3a33", "#6b564b"),
    "spine": ("#bfe5df", "#d9f5f0"),
    "prop": ("#8a949c", "#8d98a1"),
    "plate": ("#cfd6da", "#4b555d"),
    "plate-top": ("#dfe4e7", "#59646d"),
    "held": ("#b5591f", "#f0a35e"),
    "cushion": ("#e2d3a4", "#9c8d5b"),
    "water": ("#5ba7d6", "#3f86b5"),
    "arrow": ("#c2410c", "#ff9d5c"),
    "arrow-head": ("#c2410c", "#ff9d5c"),
    "sheet": ("#e6eaec", "#2a3238"),
    "edge": ("#f7f8f8", "#1c2227"),
    "ghost": ("#d5dbdf", "#39434b"),
    "label": ("#66727b", "#aab3b9"),
    "floor": ("#aab3b9", "#66727b"),
}
"""Each paint by day and by night. Ours."""

LINES = ("spine", "arrow", "floor")
"""Paints of lines, which are never filled."""

ALWAYS = {"paper", "edge", "floor", "sheet", "label", "ghost"}
"""Paints that every picture may need."""

UNEDGED = ("spine", "water", "plate", "plate-top")
"""Paints without a light edge around them."""

EDGE = 5
"""How much broader the light edge around a part is, picture units."""


def style(paints: Collection[str]) -> str:
    """Return the style sheet of a picture that uses these paints."""
    day, night = (
        "".join(f".f-{name}{{color:var(--figure-{name},{PAINTS[name][place]})}}" for name in sorted(paints))
        for place in (0, 1)
    )
    lines = ",".join(f".figure .f-{name}" for name in LINES)
    return (
        ".figure{stroke-linejoin:round;stroke-linecap:round}"
        ".figure :is(path,use,rect,circle,text){stroke:currentColor;fill:currentColor}"
        ".figure defs path{fill:inherit;stroke:inherit}"
        f"{lines}{{fill:none}}.figure .f-water{{opacity:.45;stroke:none}}"
        ".still{display:none}"
        "@media(prefers-reduced-motion:reduce){.moving{display:none}.still{display:inline}}"
        "@media print{.moving{display:none}.still{display:inline}}"
        ".figure text{font:700 44px system-ui,sans-serif;text-anchor:middle;stroke:none}"
        f"{day}@media(prefers-color-scheme:dark){{{night}}}"
    )
