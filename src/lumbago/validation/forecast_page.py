"""Write the public page of forecasts of a cohort: met or not met, beside simple peers.

    report -> Markdown

Aggregates only: a group of fewer than 20 people is not shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lumbago.validation.forecast_rows import POOLED, pooled
from lumbago.validation.forecasts import OURS
from lumbago.validation.page import Target
from lumbago.validation.peers import PEERS, Given

Report = Mapping[str, Any]
Row = Mapping[str, Any]

FEWEST_SHOWN = 20
FEWEST_JUDGED = 100
"""People of a group whose coverage is held to a target."""

FIGURE = "forecast-calibration.svg"

POOLED_COVER = (0.77, 0.83)
GROUP_COVER = (0.72, 0.88)
WANTED_LEVEL = 0.80

OUTCOMES = {"pain": "pain, 0-10", "rmdq": "RMDQ %", POOLED: "pooled, 0-100"}
MODELS = {
    OURS: "**lumbago**",
    "marginal": "marginal",
    "ridge": "ridge",
    "quantile": "quantile regression",
    "plain": "plain statistical forecast",
    "recovery": "recovery model",
}
GIVENS = {Given.BASELINE.value: "baseline", Given.CHECK_IN.value: "baseline and day 14"}
HOW = """
## How it is counted

- Every model gives a chance to each step of a grid: pain 0 to 10, RMDQ 0/23 to 23/23. A value off the
  grid counts as the nearest step. CRPS is that of the distribution on the grid; pain in points of 10,
  RMDQ in points of 100. Pooled rows bring pain to 0-100 as well (times ten) and count each result of each
  person once.
- Coverage is the expected share of the randomised probability integral transform inside the central band:
  a closed band on whole numbers always looks too wide. MAE is that of the median.
- Given baseline, everybody with the outcome counts. Given day 14 too, those count whose value of that
  outcome on day 14 is known; models then know both values of day 14, as far as they were stated.
- All models know pain, leg pain, RMDQ %, STarT Back group, duration, more than 30 days of pain last year,
  recovery belief, age and sex. Peers have missing answers filled in with medians; ours expects them from
  the other answers, and widens its bands by what stays open.
- Ten folds by id: the ids of the reference in order, dealt in turn.
- What the plain forecast looks like (its penalties, roots, and how much wider than fitted it is) was
  settled by cross-validation in the development cohort. Figures for that cohort flatter it a little;
  people nobody had seen are the test.
"""

HEAD = "n | MAE | CRPS | in 50 % | in 80 % | in 95 % | width of 80 % |"


def page(report: Report) -> str:
    """Return the page as Markdown."""
    sections = (_head, _by_result, _what_day_14_adds, _by_group, _where_a_peer_is_better, _calibration)
    lines = [line for section in sections for line in section(report)]
    return "\n".join([*lines, HOW])


def targets(report: Report) -> list[Target]:
    """Return every target for forecasts with what was measured."""
    return [
        *(_covers(report, given) for given in GIVENS),
        *(_covers_groups(report, given) for given in GIVENS),
        *(_beats_peers(report, given) for given in GIVENS),
        _day_14_helps(report),
    ]


def _covers(report: Report, given: str) -> Target:
    row = _pooled(report, given, OURS)
    low, high = POOLED_COVER
    return Target(
        f"80 % bands cover, all results, given {GIVENS[given]}",
        f"{low:.0%} to {high:.0%}",
        _percent(row["coverage80"]),
        row["coverage80"] is not None and low <= row["coverage80"] <= high,
    )


def _covers_groups(report: Report, given: str) -> Target:
    low, high = GROUP_COVER
    judged = {
        group: _pooled(report, given, OURS, group)["coverage80"]
        for group, n in report["people"].items()
        if group != "all" and n >= FEWEST_JUDGED
    }
    covers = [cover for cover in judged.values() if cover is not None]
    outside = [f"{g} {_percent(c)}" for g, c in judged.items() if c is None or not low <= c <= high]
    span = f"{_percent(min(covers))} to {_percent(max(covers))}" if covers else "no such group"
    return Target(
        f"80 % bands cover in each group of {FEWEST_JUDGED} or more, given {GIVENS[given]}",
        f"{low:.0%} to {high:.0%}",
        f"{span}; outside: {', '.join(outside)}" if outside else span,
        not outside,
    )


def _beats_peers(report: Report, given: str) -> Target:
    ours = _pooled(report, given, OURS)["crps"]
    theirs = {peer: _pooled(report, given, peer)["crps"] for peer in PEERS}
    known = {peer: value for peer, value in theirs.items() if value is not None}
    best = min(known, key=lambda peer: known[peer], default="")
    return Target(
        f"CRPS, all results, given {GIVENS[given]}",
        f"no higher than the best peer's ({MODELS[best]}: {known[best]:.2f})" if best else "no peer",
        _number(ours, 2),
        bool(best) and ours is not None and ours <= known[best],
    )


def _day_14_helps(report: Report) -> Target:
    row = _difference(report, Given.CHECK_IN.value, f"{OURS} given {Given.BASELINE.value}")
    return Target(
        "CRPS with day 14 against without, same people",
        "clearly lower: the whole 95 % interval below 0",
        _with_interval(row),
        row["high"] is not None and row["high"] < 0,
    )


def _head(report: Report) -> Iterator[str]:
    people, seen = report["people"]["all"], report["out_of_fold"]
    yield from ("# Forecasts of a cohort", "")
    yield f"{people} people. {seen} of them are among the {report['reference']} of the reference: these were"
    yield "forecast out of fold, by fits that had not seen them."
    yield "Written by `lumbago validate forecast COHORT --reference DEV --out DIR`."
    yield ""
    yield "| target | wanted | measured | |"
    yield "|---|---|---|---|"
    for target in targets(report):
        met = "met" if target.is_met else "**not met**"
        yield f"| {target.name} | {target.wanted} | {target.given} | {met} |"
    yield ""
    yield _what_lumbago_is(report)


def _what_lumbago_is(report: Report) -> str:
    shares = [row for row in report["weights"] if row["recovery"] > 0]
    if not shares:
        return "`lumbago` is the plain statistical forecast only: the recovery model has no share in it."
    listed = ", ".join(f"{_percent(w['recovery'])} ({w['outcome']}, {GIVENS[w['given']]})" for w in shares)
    return (
        "`lumbago` mixes the recovery model into the plain statistical forecast. Share of the recovery "
        f"model, as fitted to the reference out of fold: {listed}."
    )


def _by_result(report: Report) -> Iterator[str]:
    yield from ("", "## By outcome and day", "")
    yield from _tables([row for row in report["forecasts"] if row["group"] == "all"])
    if report["parts"]:
        yield from ("", "### The parts of our forecast", "")
        yield from _tables(report["parts"])


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| outcome | day | given | model | {HEAD}"
    yield "|" + "---|" * 11
    models = list(MODELS)
    givens = list(GIVENS)
    outcomes = list(OUTCOMES)

    def order(row: Row) -> tuple[int, ...]:
        return (
            outcomes.index(row["outcome"]),
            row["day"] or 0,
            givens.index(row["given"]),
            models.index(row["model"]),
        )

    for row in sorted(rows, key=order):
        names = (OUTCOMES[row["outcome"]], row["day"] or "", GIVENS[row["given"]], MODELS[row["model"]])
        yield f"| {' | '.join(map(str, names))} | {_measures(row)} |"


def _measures(row: Row) -> str:
    if row["n"] < FEWEST_SHOWN:
        return f"fewer than {FEWEST_SHOWN} |" + " - |" * 5 + " -"
    digits = 2 if row["outcome"] == "pain" else 1
    shown = [_number(row["mae"], digits), _number(row["crps"], digits + 1)]
    shown += [_percent(row[name]) for name in ("coverage50", "coverage80", "coverage95")]
    return " | ".join([str(row["n"]), *shown, _number(row["width80"], digits)])


def _what_day_14_adds(report: Report) -> Iterator[str]:
    against = f"{OURS} given {Given.BASELINE.value}"
    yield from ("", "## What the check-in on day 14 adds", "")
    yield "The same people, those with a value on day 14, forecast without and with it. Below 0: it helps."
    yield ""
    yield "| outcome | day | n | CRPS without | CRPS with | difference (95 % interval) |"
    yield "|---|---|---|---|---|---|"
    for row in report["differences"]:
        if row["against"] == against:
            without, with_it = (_same_result(report["paired"], row, given)["crps"] for given in GIVENS)
            names = f"{OUTCOMES[row['outcome']]} | {row['day'] or ''} | {row['n']}"
            yield f"| {names} | {_number(without, 2)} | {_number(with_it, 2)} | {_with_interval(row)} |"
    yield from ("", "## Against each peer", "")
    yield "Difference in CRPS, all results pooled (0-100), with 95 % interval. Below 0: ours is better."
    yield ""
    yield f"| given | {' | '.join(MODELS[peer] for peer in PEERS)} |"
    yield "|---|" + "---|" * len(PEERS)
    for given, words in GIVENS.items():
        apart = " | ".join(_with_interval(_difference(report, given, peer)) for peer in PEERS)
        yield f"| {words} | {apart} |"


def _by_group(report: Report) -> Iterator[str]:
    yield from ("", "## By group", "")
    yield "All results pooled, 0-100; n counts results, not people."
    yield f"Groups of fewer than {FEWEST_SHOWN} people are left out."
    yield ""
    yield f"| group | people | given | {HEAD} best peer's CRPS |"
    yield "|" + "---|" * 11
    for group, people in report["people"].items():
        if people < FEWEST_SHOWN:
            continue
        for given, words in GIVENS.items():
            row = _pooled(report, given, OURS, group)
            theirs = [_pooled(report, given, peer, group)["crps"] for peer in PEERS]
            best = min((value for value in theirs if value is not None), default=None)
            yield f"| {group} | {people} | {words} | {_measures(row)} | {_number(best, 2)} |"


def _where_a_peer_is_better(report: Report) -> Iterator[str]:
    cells = [(row, *_best_peer(report, row)) for row in report["forecasts"] if _is_shown(report, row)]
    worse = [(row, peer, crps) for row, peer, crps in cells if crps < row["crps"]]
    yield from ("", "## Where a peer is better", "")
    if not worse:
        yield f"In none of {len(cells)} cells (group, outcome, day, given) is a peer's CRPS lower than ours."
        return
    yield f"In {len(worse)} of {len(cells)} cells (group, outcome, day, given) a peer's CRPS is lower:"
    yield ""
    yield "| group | outcome | day | given | n | ours | lower | its |"
    yield "|---|---|---|---|---|---|---|---|"
    for row, peer, crps in worse:
        names = (row["group"], OUTCOMES[row["outcome"]], row["day"] or "", GIVENS[row["given"]], row["n"])
        yield f"| {' | '.join(map(str, names))} | {row['crps']:.3f} | {MODELS[peer]} | {crps:.3f} |"


def _is_shown(report: Report, row: Row) -> bool:
    return bool(row["model"] == OURS and min(row["n"], report["people"][row["group"]]) >= FEWEST_SHOWN)


def _best_peer(report: Report, ours: Row) -> tuple[str, float]:
    cell = ("group", "outcome", "day", "given")
    theirs = {
        row["model"]: row["crps"]
        for row in report["forecasts"]
        if row["model"] != OURS and all(row[name] == ours[name] for name in cell)
    }
    best = min(theirs, key=lambda peer: theirs[peer])
    return best, theirs[best]


def _calibration(report: Report) -> Iterator[str]:
    yield from ("", "## Calibration", "")
    yield f"![How often central bands held what came true, and where in the forecasts it lay]({FIGURE})"
    yield ""
    yield "| given | " + " | ".join(f"{tenth + 1}" for tenth in range(10)) + " |"
    yield "|---|" + "---|" * 10
    for given, words in GIVENS.items():
        shares = " | ".join(_percent(share) for share in report["calibration"][given]["pit"])
        yield f"| {words} | {shares} |"
    yield ""
    yield "Share of what came true in each tenth of the forecasts, lowest first; 10 % each would be perfect."


def _pooled(report: Report, given: str, model: str, group: str = "all") -> Row:
    row = pooled(report["forecasts"], given=given, model=model, group=group)
    assert row is not None  # noqa: S101 - every report has one
    return row


def _difference(report: Report, given: str, against: str) -> Row:
    row = pooled(report["differences"], given=given, against=against)
    assert row is not None  # noqa: S101 - every report has one
    return row


def _same_result(rows: Sequence[Row], wanted: Row, given: str) -> Row:
    return next(
        row
        for row in rows
        if row["model"] == OURS
        and row["given"] == given
        and (row["outcome"], row["day"]) == (wanted["outcome"], wanted["day"])
    )


def _with_interval(row: Row) -> str:
    if row["low"] is None:
        return _number(row["crps"], 2)
    return f"{row['crps']:.2f} ({row['low']:.2f} to {row['high']:.2f})"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
