"""Write the public page of the alert "not recovering": met or not met, beside simple rules.

report -> Markdown

Aggregates only: no share of fewer than 20 people of a cohort is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lumbago.validation.follow_up import EITHER, ONCE, PEERS, PROMISED, RHYTHMS, SHOWN, THRESHOLDS, rule_of
from lumbago.validation.forecast_page import FEWEST_SHOWN
from lumbago.validation.page import Target

Report = Mapping[str, Any]
Row = Mapping[str, Any]

FIGURE = "follow-up-curve.svg"
ALT = "Stalls found by either day against false alarms: the test in three rhythms, and simple rules"

HEAD = """# The alert "not recovering"

<!-- Written by `lumbago validate follow-up COHORT.csv --out docs/validation`. -->

Each check-in is compared with what the person's own forecast had said of it. When the two drift apart,
Lumbago says calmly that recovery is not going as foretold, and asks for a second look. Warning signs have
rules of their own, and the alert changes nothing about them. A false alarm costs a second look; a stall that
nobody notices costs weeks. This page shows both.

The promise of the test is a limit: of people who get well within twelve weeks as the model knows them, at
most the stated share is ever alerted, on whatever days they check in (Ville's inequality). It does not
promise to find anybody."""

FALSE = """## How often the alert is false

Share of virtual people from the model who are alerted at some time in {last} days, with its 95 % interval.
"Recovered" had a week of pain 0 or 1 by then: the promise is about them. "Pain on" still have pain of 3 or
more on the last day: an alert does them no wrong."""

FOUND = """## How many stalls it finds, and how soon

Virtual people whose pain stops falling on day {days} (about a third each), at 3 or more, and swings around
that from then on. Whoever was alerted before the stall is left out. The median counts everybody: a dash
means that fewer than half were ever alerted."""

BY_DAY = "Found by day {last}, by the day of the stall:"

SLOW = """### People who were slow from the start

They come from the model itself: on day {last} their pain is 3 or more and at least 70 % of the first. Days
count from the report. The forecast allows for them from the first day, so the test cannot find many."""

BESIDE = """## Beside simple rules

For each simple rule: the test at the largest stated rate that gives no more false alarms than the rule."""

COHORT = """## People whom others followed

{known} of {people} people of a cohort, those with pain known at the start, after two weeks and after 91 days.
There is one check-in only. The test was made for many, and has little to work with here. The plain rule of
two weeks: pain has fallen by less than {much_better}, and is 2 or more. The forecast had learnt from this
cohort, so figures for it flatter it a little. A share of fewer than {fewest} people is not shown."""

LIMITS = """## How it is counted, and what it cannot say

- Virtual people come from our own calibrated model. Where the model is wrong about real people, so is this
  page, and false alarms in real people can be more.
- First reports are drawn evenly: pain {pain} of 10, {onset} days since the pain began, age {age}. The truth
  is drawn with other luck than the forecaster's guesses, and the forecaster is not told it.
- What is stated lies around what is felt just as the forecaster takes it (SD {near} points; one statement in
  {odd:.0f} with SD {far}). After a stall, felt pain swings from day to day with an SD of {swing} point: our
  own judgement.
- A forecast bends to what is said, and allows for slow people from the start. So a stall that looks like a
  slow recovery soon agrees with its forecast, and the test has little to go by.
- "As shown" is the review itself after every check-in: the test at {shipped}, or the plain rule looked at
  once, two weeks after the pain began and a week after the report, unless a flare or a recovery comes first.
  It counts everybody to whom it was shown once, also where the next check-in took it back.
- "No lower for a week": no pain below that of the report for seven days. "Two weeks": the first check-in from
  day {two_weeks} after the report, looked at once.
- Everybody answers every check-in. Intervals are Wilson's. {foretold} virtual people recover as foretold and
  {stalled} stall; seed {seed}. These are rates in virtual people, not a measure of benefit."""


def page(report: Report) -> str:
    """Return the page as Markdown."""
    parts = (_top, _false_alarms, _stalls, _beside, _cohort, _limits)
    return "\n".join([line for part in parts for line in part(report)]) + "\n"


def targets(report: Report) -> list[Target]:
    """Return for each stated rate whether the real one keeps it, in the rhythm where it is highest."""
    return [_keeps(report, rate) for rate in THRESHOLDS]


def words_of(rule: str, report: Report) -> str:
    """Return what a rule is called on the page."""
    shipped = report["lines"]["false_alarms"]
    return {
        **{rule_of(rate): f"test, {whole(rate)}" for rate in THRESHOLDS},
        ONCE: f"less than {whole(report['lines']['much_better'])} better at two weeks",
        PEERS[1]: "no lower for a week",
        EITHER: f"test ({whole(shipped)}) or two weeks",
        SHOWN: "as shown",
    }[rule]


def shown_rules(report: Report) -> list[str]:
    """Return the rules that were run, in order."""
    return list(dict.fromkeys(row["rule"] for row in report["false_alarms"]))


def row_of(rows: Sequence[Row], **wanted: str) -> Row:
    """Return the first row that says what is wanted."""
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def whole(share: float) -> str:
    """Return a stated share in per cent.

    Examples:
        >>> whole(0.02)
        '2 %'
    """
    return f"{100 * share:g} %"


def with_interval(row: Row) -> str:
    """Return a share in per cent with its interval."""
    if row["share"] is None:
        return "-"
    return f"{100 * row['share']:.1f} % ({100 * row['low']:.1f} to {100 * row['high']:.1f})"


def _keeps(report: Report, rate: float) -> Target:
    rows = [row for row in report["false_alarms"] if (row["rule"], row["group"]) == (rule_of(rate), PROMISED)]
    worst = max(rows, key=lambda row: row["share"] or 0.0)
    return Target(
        f"Test stated at {whole(rate)}: false alarms in the rhythm with most",
        f"at most {whole(rate)}",
        f"{with_interval(worst)}, {worst['rhythm']}",
        worst["share"] is not None and worst["share"] <= rate,
    )


def _top(report: Report) -> Iterator[str]:
    yield from (HEAD, "")
    yield "| target | wanted | measured | |"
    yield "|---|---|---|---|"
    for target in targets(report):
        met = "met" if target.is_met else "**not met**"
        yield f"| {target.name} | {target.wanted} | {target.given} | {met} |"
    yield ""
    yield from _what_it_means(report)
    yield f"![{ALT}]({FIGURE})"
    yield ""


def _what_it_means(report: Report) -> Iterator[str]:
    shipped = rule_of(report["lines"]["false_alarms"])
    if shipped not in shown_rules(report):
        return
    yield (
        f"What this means: the test as Lumbago uses it ({whole(report['lines']['false_alarms'])}) is "
        f"{_in_words(report, shipped)}. The plain rule ({words_of(ONCE, report)}) is "
        f"{_in_words(report, ONCE)}. {_verdict(report)}"
    )
    yield ""


def _in_words(report: Report, rule: str) -> str:
    """Return what a rule costs and finds, from the lowest to the highest of the rhythms."""
    month, last = report["month"], report["last"]
    spans = zip(*(tuple(_shares(report, rhythm, rule)) for rhythm in RHYTHMS), strict=True)
    false, soon, late = (
        f"{100 * min(span):.0f} %"
        if round(100 * min(span)) == round(100 * max(span))
        else f"{100 * min(span):.0f} to {100 * max(span):.0f} %"
        for span in spans
    )
    return f"false for {false}, and finds {soon} of stalls by day {month} and {late} by day {last}"


def _verdict(report: Report) -> str:
    shipped = rule_of(report["lines"]["false_alarms"])
    ours, plain, both = (
        [tuple(_shares(report, rhythm, rule))[2] for rhythm in RHYTHMS] for rule in (shipped, ONCE, EITHER)
    )
    if any(one > other for one, other in zip(ours, plain, strict=True)):
        return "Each finds stalls that the other passes over."
    more = [100 * (one - other) for one, other in zip(both, plain, strict=True)]
    return (
        "So the plain rule does most of the finding. Beside it the test finds few more: by the last day "
        f"{min(more):.0f} to {max(more):.0f} in a hundred stalls."
    )


def _shares(report: Report, rhythm: str, rule: str) -> Iterator[float]:
    """Yield the share of false alarms, and of stalls found by either day."""
    found = row_of(report["stalls"], rhythm=rhythm, rule=rule, kind="all")
    yield _promised(report, rhythm, rule)["share"] or 0.0
    for day in (report["month"], report["last"]):
        yield found[f"by_{day}"]["share"] or 0.0


def _false_alarms(report: Report) -> Iterator[str]:
    yield from (FALSE.format(last=report["last"]), "")
    yield "| check-ins | rule | all | recovered | pain on |"
    yield "|---|---|---:|---:|---:|"
    for rhythm in RHYTHMS:
        for rule in shown_rules(report):
            rows = (
                row_of(report["false_alarms"], rhythm=rhythm, rule=rule, group=group)
                for group in ("all", "recovered", "bad")
            )
            yield f"| {rhythm} | {words_of(rule, report)} | {' | '.join(map(with_interval, rows))} |"
    sizes = (
        row_of(report["false_alarms"], rhythm=next(iter(RHYTHMS)), group=group)["n"]
        for group in ("all", "recovered", "bad")
    )
    yield ""
    yield "People: {} in all, {} recovered, {} with pain on.".format(*sizes)
    yield ""
    yield from _what_is_shown(report)


def _what_is_shown(report: Report) -> Iterator[str]:
    """Say that the limit is that of the test alone."""
    rows = [row for row in report["false_alarms"] if (row["rule"], row["group"]) == (SHOWN, "recovered")]
    shares = sorted(100 * row["share"] for row in rows if row["share"] is not None)
    if shares:
        yield (
            "The limit is that of the test alone. The plain rule of two weeks has none: as shown, by one or "
            f"the other, {shares[0]:.0f} to {shares[-1]:.0f} % of those who recovered were alerted at some "
            "time."
        )
        yield ""


def _stalls(report: Report) -> Iterator[str]:
    days = ", ".join(str(day) for day in report["stall_days"])
    yield from (FOUND.format(days=days), "")
    yield from _found_table(report, "all", shown_rules(report))
    yield from ("", BY_DAY.format(last=report["last"]), "")
    kinds = [f"day {day}" for day in report["stall_days"]]
    yield f"| check-ins | rule | {' | '.join(f'stall on {kind}' for kind in kinds)} |"
    yield "|---|---|" + "---:|" * len(kinds)
    for rhythm in RHYTHMS:
        for rule in (rule_of(report["lines"]["false_alarms"]), ONCE):
            if rule in shown_rules(report):
                rows = (row_of(report["stalls"], rhythm=rhythm, rule=rule, kind=kind) for kind in kinds)
                cells = (with_interval(row[f"by_{report['last']}"]) for row in rows)
                yield f"| {rhythm} | {words_of(rule, report)} | {' | '.join(cells)} |"
    yield from ("", SLOW.format(last=report["last"]), "")
    shipped = rule_of(report["lines"]["false_alarms"])
    few = [rule for rule in shown_rules(report) if rule in {shipped, ONCE, EITHER, SHOWN}]
    yield from _found_table(report, "slow", few)
    yield ""


def _found_table(report: Report, kind: str, rules: Sequence[str]) -> Iterator[str]:
    month, last = report["month"], report["last"]
    yield f"| check-ins | rule | people | found by day {month} | found by day {last} | median days |"
    yield "|---|---|---:|---:|---:|---:|"
    for rhythm in RHYTHMS:
        for rule in rules:
            row = row_of(report["stalls"], rhythm=rhythm, rule=rule, kind=kind)
            shares = (with_interval(row[f"by_{day}"]) for day in (month, last))
            median = "-" if row["median_days"] is None else row["median_days"]
            yield f"| {rhythm} | {words_of(rule, report)} | {row['n']} | {' | '.join(shares)} | {median} |"


def _beside(report: Report) -> Iterator[str]:
    pairs = list(_pairs(report))
    yield from (BESIDE, "")
    yield "| check-ins | simple rule | false alarms | found by day 28 | by day 84 | test | false alarms | found by day 28 | by day 84 |"  # noqa: E501 - one line of a table
    yield "|---|---|---:|---:|---:|---|---:|---:|---:|"
    for rhythm, peer, rule in pairs:
        theirs = " | ".join(_measures(report, rhythm, peer))
        if rule is None:
            yield f"| {rhythm} | {words_of(peer, report)} | {theirs} | none | - | - | - |"
            continue
        ours = " | ".join(_measures(report, rhythm, rule))
        yield f"| {rhythm} | {words_of(peer, report)} | {theirs} | {words_of(rule, report)} | {ours} |"
    yield ""
    for day in (report["month"], report["last"]):
        more = sum(_finds_more(report, pair, day) for pair in pairs)
        yield (
            f"By day {day} the test finds more stalls, with no more false alarms, in {more} of {len(pairs)} "
            "comparisons."
        )
    yield ""


def _promised(report: Report, rhythm: str, rule: str) -> Row:
    """Return the false alarms of a rule in those about whom the promise is made."""
    return row_of(report["false_alarms"], rhythm=rhythm, rule=rule, group=PROMISED)


def _pairs(report: Report) -> Iterator[tuple[str, str, str | None]]:
    for rhythm in RHYTHMS:
        for peer in PEERS:
            most = _promised(report, rhythm, peer)["k"]
            tests = [rule_of(rate) for rate in THRESHOLDS]
            kept = [rule for rule in tests if _promised(report, rhythm, rule)["k"] <= most]
            yield rhythm, peer, kept[-1] if kept else None


def _measures(report: Report, rhythm: str, rule: str) -> Iterator[str]:
    false = _promised(report, rhythm, rule)
    found = row_of(report["stalls"], rhythm=rhythm, rule=rule, kind="all")
    for row in (false, *(found[f"by_{day}"] for day in (report["month"], report["last"]))):
        yield "-" if row["share"] is None else f"{100 * row['share']:.1f} %"


def _finds_more(report: Report, pair: tuple[str, str, str | None], day: int) -> bool:
    rhythm, peer, rule = pair
    if rule is None:
        return False
    theirs, ours = (
        row_of(report["stalls"], rhythm=rhythm, rule=one, kind="all")[f"by_{day}"]["share"] or 0.0
        for one in (peer, rule)
    )
    return bool(ours > theirs)


COHORT_COLUMNS = (
    "people", "rule", "n", "alerted", "so later, of the alerted", "so later, of the others", "sensitivity",
    "specificity",
)  # fmt: skip
GROUPS = {"all": "all", "recent": "pain for up to four weeks"}
OUTCOMES = {"bad": "pain 3 or more", "slow": "pain 3 or more, and 70 % of the first"}


def _cohort(report: Report) -> Iterator[str]:
    cohort = report["cohort"]
    if cohort is None:
        yield from ("## People whom others followed", "", "No cohort was given.", "")
        return
    much_better = whole(report["lines"]["much_better"])
    yield COHORT.format(
        known=cohort["known"], people=cohort["people"], much_better=much_better, fewest=FEWEST_SHOWN
    )
    yield from ("", _what_the_test_adds(report))
    for outcome, words in OUTCOMES.items():
        yield from ("", f"### After 91 days: {words}", "")
        yield f"| {' | '.join(COHORT_COLUMNS)} |"
        yield "|---|---|---:|---:|---:|---:|---:|---:|"
        for row in cohort["rows"]:
            if row["outcome"] == outcome:
                yield f"| {GROUPS[row['group']]} | {words_of(row['rule'], report)} | {_fourfold(row)} |"
    yield ""


def _what_the_test_adds(report: Report) -> str:
    rows = report["cohort"]["rows"]
    shipped = report["lines"]["false_alarms"]
    plain, both = (row_of(rows, rule=rule, group="all", outcome="bad")["alerted"] for rule in (ONCE, EITHER))
    return (
        f"The plain rule alerts {plain['k']} people; the test at {whole(shipped)} beside it alerts "
        f"{both['k'] - plain['k'] or 'nobody'} more."
    )


def _fourfold(row: Row) -> str:
    columns = ("alerted", "bad_of_alerted", "bad_of_others", "sensitivity", "specificity")
    cells = (
        "nobody" if row[name]["n"] == 0 else
        with_interval(row[name]) if row[name]["n"] >= FEWEST_SHOWN else f"fewer than {FEWEST_SHOWN}"
        for name in columns
    )  # fmt: skip
    return " | ".join((str(row["n"]), *cells))


def _limits(report: Report) -> Iterator[str]:
    spans = {name: f"{low} to {high}" for name, (low, high) in report["reports"].items()}
    noise = report["noise"]
    yield LIMITS.format(
        **spans,
        near=noise["near"],
        far=noise["odd"],
        odd=1 / noise["odd_share"],
        swing=noise["swing"],
        shipped=whole(report["lines"]["false_alarms"]),
        two_weeks=report["lines"]["two_weeks"],
        foretold=report["people"]["foretold"],
        stalled=report["people"]["stalled"],
        seed=report["seed"],
    )
