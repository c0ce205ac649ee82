"""Scores of forecasts on a grid, folds, peers, mixing and the page, on invented people."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.errors import CohortError
from lumbago.validation import forecasts as run
from lumbago.validation.cohort import DAYS, READ, STEPS, People, place_of, read_cohort
from lumbago.validation.forecast_figure import figure
from lumbago.validation.forecast_page import page, targets
from lumbago.validation.forecast_rows import MEASURES, differences, score
from lumbago.validation.forecast_scores import coverage, crps, on_grid, pit, quantile, share_between, width
from lumbago.validation.peers import PEERS, Given, is_forecast, marginal, results

CHANCES = st.lists(st.integers(0, 20), min_size=2, max_size=12).filter(any)


def shares(counts):
    return np.array([counts], float) / sum(counts)


@pytest.fixture(autouse=True)
def only_the_quick_peers(monkeypatch):
    quick = {**PEERS, "quantile": marginal}
    monkeypatch.setattr(run, "PEERS", quick)


def invented(n=160, seed=1, first=0):
    """People whose pain at the start tells what comes."""
    luck = np.random.default_rng(seed)
    pain = luck.integers(1, 11, n).astype(float)
    answers = {
        "pain": pain,
        "leg_pain": luck.integers(0, 3, n).astype(float),
        "disability": np.clip(8 * pain + luck.normal(0, 15, n), 0, 100),
        "risk": luck.integers(1, 4, n).astype(float),
        "duration": luck.integers(1, 5, n).astype(float),
        "long_year": luck.integers(0, 2, n).astype(float),
        "doubts_recovery": luck.integers(0, 2, n).astype(float),
        "age": luck.uniform(18, 66, n),
        "male": luck.integers(0, 2, n).astype(float),
    }
    felt = {("pain", day): np.clip(pain - 2 + luck.normal(0, 2, n), 0, 10) for day in DAYS}
    felt |= {("rmdq", day): np.clip(8 * pain - 20 + luck.normal(0, 20, n), 0, 100) for day in DAYS}
    answers |= {"pain_14": felt["pain", 14], "disability_14": felt["rmdq", 14]}
    ids = tuple(str(one) for one in range(first, first + n))
    return People(ids, answers, {result: place_of(values, result[0]) for result, values in felt.items()})


def test_the_crps_of_a_sure_forecast_is_its_distance():
    sure = np.eye(5)[[1, 1, 1]]

    assert crps(sure, np.array([1, 2, 4]), 2.5).tolist() == [0, 2.5, 7.5]


def test_the_crps_by_hand():
    assert crps(np.array([[0.5, 0.3, 0.2]]), np.array([1]), 1.0) == pytest.approx([0.5**2 + 0.2**2])


@given(CHANCES, CHANCES)
def test_no_forecast_is_expected_to_beat_the_truth(truth, other):
    grid = max(len(truth), len(other))
    truth, other = (shares(counts + [0] * (grid - len(counts))) for counts in (truth, other))
    every = np.arange(grid)

    expected = [truth[0] @ crps(np.repeat(some, grid, axis=0), every, 1.0) for some in (truth, other)]

    assert expected[0] <= expected[1] + 1e-12


@given(CHANCES, st.floats(0.01, 0.99))
def test_the_truth_covers_just_what_it_says(counts, level):
    """Ties count fairly: however coarse the grid, the expected share inside is the level."""
    truth = shares(counts)
    every = np.arange(truth.shape[1])

    inside = coverage(pit(np.repeat(truth, len(every), axis=0), every), level)

    assert truth[0] @ inside == pytest.approx(level, abs=1e-9)


def test_what_was_called_impossible_is_outside():
    impossible = np.array([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]])

    ends = pit(impossible, np.array([3, 0]))

    assert coverage(ends, 0.95).tolist() == [0, 0]


def test_tenths_share_out_everything():
    ends = pit(np.array([[0.25, 0.35, 0.4]] * 3), np.arange(3))

    tenths = [share_between(ends, low / 10, (low + 1) / 10) for low in range(10)]

    assert np.sum(tenths, axis=0) == pytest.approx([1, 1, 1])


def test_quantiles_and_width_lie_on_the_grid():
    chances = np.array([[0.05, 0.05, 0.3, 0.3, 0.2, 0.1]])

    assert [quantile(chances, level)[0] for level in (0.1, 0.5, 0.9)] == [1, 3, 4]
    assert width(chances, 0.8, 10.0).tolist() == [30]


def test_values_between_the_steps_go_to_the_nearest():
    assert place_of(np.array([0.0, 4.4, 4.6, 10.0, np.nan]), "pain").tolist() == [0, 4, 5, 10, -1]
    assert place_of(np.array([100 / 23, 14.286, 100.0]), "rmdq").tolist() == [1, 3, 23]


def test_a_continuous_forecast_gives_each_step_its_mass():
    assert on_grid(np.array([[0.1, 0.6]])) == pytest.approx(np.array([[0.1, 0.5, 0.4]]))


@given(st.integers(0, 10**6))
@settings(max_examples=25)
def test_the_best_share_has_the_lowest_crps(seed):
    luck = np.random.default_rng(seed)
    one, other = luck.dirichlet(np.ones(6), size=(2, 30))
    came = luck.integers(0, 6, 30)

    best = run.best_share([one], [other], [came])

    def badness(share):
        return crps((1 - share) * one + share * other, came, 1.0).mean()

    assert badness(best) <= min(badness(share) for share in np.linspace(0, 1, 101)) + 1e-12


def test_nobody_is_forecast_by_whom_they_taught():
    reference, cohort = invented(), invented(n=60, first=140)

    split = run.parts(cohort, reference)

    assert sorted(np.concatenate([part.people for part in split])) == list(range(60))
    for part in split:
        asked = {cohort.ids[place] for place in part.people}
        taught = {reference.ids[place] for place in part.reference}
        assert not asked & taught
        assert part.fold >= 0 or len(taught) == len(reference.ids)


def test_folds_depend_on_ids_not_on_the_order_of_rows():
    reference = invented()
    backwards = reference.those(np.arange(160)[::-1])

    one, other = (
        {people.ids[place]: part.fold for part in run.parts(people, people) for place in part.people}
        for people in (reference, backwards)
    )

    assert one == other
    assert {list(one.values()).count(fold) for fold in range(10)} == {16}


def test_with_a_check_in_only_those_count_who_have_its_value():
    people = invented()
    people.places["pain", 14][:50] = -1
    people.places["pain", 91][:10] = -1

    assert is_forecast(people, ("pain", 91), Given.BASELINE).sum() == 150
    assert is_forecast(people, ("pain", 91), Given.CHECK_IN).sum() == 110
    assert is_forecast(people, ("rmdq", 91), Given.CHECK_IN).sum() == 160


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize("given", Given)
def test_peers_give_chances_whatever_is_missing(name, given):
    reference, people = invented(), invented(n=5, seed=2)
    people.answers["pain"][:] = np.nan
    reference.answers["age"][:] = np.nan

    found = PEERS[name](reference, people, given)

    assert list(found) == results(given)
    for (outcome, _), chances in found.items():
        assert chances.shape == (5, STEPS[outcome])
        assert chances.min() >= 0
        assert chances.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("peer", ["ridge", "quantile"])
def test_peers_follow_what_tells(peer):
    mild, bad = invented(n=1, seed=5), invented(n=1, seed=5)
    mild.answers["pain"][:], bad.answers["pain"][:] = 2, 9
    mild.answers["disability"][:], bad.answers["disability"][:] = 15, 70

    low, high = (PEERS[peer](invented(), some, Given.BASELINE)["pain", 91][0] for some in (mild, bad))

    assert high @ np.arange(11) > low @ np.arange(11) + 2


def seeing(reference, people, given):
    """A recovery model that cheats: it knows what came."""
    return {
        result: 0.9 * np.eye(STEPS[result[0]])[np.maximum(people.places[result], 0)] + 0.1 / STEPS[result[0]]
        for result in results(given)
    }


def blind(reference, people, given):
    return {r: np.eye(STEPS[r[0]])[np.full(len(people.ids), STEPS[r[0]] - 1)] for r in results(given)}


def test_a_recovery_model_gets_the_share_it_earns():
    people = invented()

    earned, none = (run.report(people, people, recovery=model)["weights"] for model in (seeing, blind))

    assert all(row["recovery"] > 0.9 for row in earned)
    assert all(row["recovery"] < 0.05 for row in none)


def test_a_recovery_model_is_asked_out_of_fold():
    people, met = invented(), []

    def spy(reference, asked, given):
        met.append(set(reference.ids) & set(asked.ids))
        return blind(reference, asked, given)

    run.report(people, people, recovery=spy)

    assert met
    assert not any(met)


@pytest.fixture(scope="module")
def report():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run, "PEERS", {**PEERS, "quantile": marginal})
        return run.report(invented(n=70, first=120), invented())


def test_every_row_says_what_formats_name(report):
    names = {"outcome", "day", "given", "group", "model", "n", *MEASURES}

    assert all(set(row) == names for row in report["forecasts"])
    assert {row["model"] for row in report["forecasts"]} == {"lumbago", *PEERS}
    assert len(report["forecasts"]) == 9 * 4 * (6 + 1 + 4 + 1)
    assert report["out_of_fold"] == 40


def test_pooled_rows_bring_pain_to_a_hundred(report):
    rows = {
        (row["outcome"], row["day"]): row
        for row in report["forecasts"]
        if (row["group"], row["model"], row["given"]) == ("all", "ridge", "baseline")
    }
    parts = [row for row in rows.values() if row["day"]]
    pooled = rows["pooled", None]

    total = sum(row["n"] * row["crps"] * (10 if row["outcome"] == "pain" else 1) for row in parts)

    assert pooled["n"] == sum(row["n"] for row in parts)
    assert pooled["crps"] == pytest.approx(total / pooled["n"], abs=1e-5)


def test_the_two_are_paired_on_the_same_people(report):
    counts = {}
    for row in report["paired"]:
        counts.setdefault((row["outcome"], row["day"]), set()).add(row["n"])

    assert ("pain", 14) not in counts
    assert all(len(n) == 1 for n in counts.values())


def test_a_difference_counts_a_person_once():
    people = invented(n=40)
    scored = score(marginal(people, people, Given.BASELINE), people, Given.BASELINE)
    doubled = {result: one for day in (91, 365) for result, one in scored.items() if result == ("pain", day)}
    other = {
        key: one._replace(measures={**one.measures, "crps": one.measures["crps"] + 1})
        for key, one in doubled.items()
    }

    rows = list(differences(doubled, other))

    assert [row["crps"] for row in rows] == [-1, -1, -10]
    assert rows[-1]["low"] == rows[-1]["high"] == pytest.approx(-10)


def test_the_page_names_every_target_and_where_a_peer_is_better(report):
    written = page(report)

    assert all(target.name in written for target in targets(report))
    assert "plain statistical forecast only" in written
    assert "lower" in written.partition("## Where a peer is better")[2]
    assert written.endswith("\n")


def test_the_page_keeps_small_groups_to_itself(report):
    small = [group for group, n in report["people"].items() if n < 20]
    assert small

    written = page(report)

    assert not any(f"| {group} |" in written for group in small)


def test_the_figure_is_the_same_every_time(report):
    assert figure(report) == figure(report)
    assert figure(report).startswith("<?xml")


def test_results_nobody_has_are_null_not_nan():
    reference, cohort = invented(), invented(n=30, seed=3, first=500)
    cohort.places["pain", 365][:] = -1

    report = run.report(cohort, reference)

    empty = [row for row in report["forecasts"] if (row["outcome"], row["day"]) == ("pain", 365)]
    assert all(row["n"] == 0 and row["crps"] is None for row in empty)
    assert page(report)


def test_too_few_to_learn_from_are_refused():
    with pytest.raises(CohortError, match="too few to learn from"):
        run.report(invented(), invented(n=30))


HEADER = ",".join(["ID", *READ])
ROW = "7,6,1,50,2,1,2,0,40.5,1,,20,1,,5,34.8"


def test_columns_are_found_by_name_in_any_case_and_order():
    backwards = ",".join(reversed([*HEADER.upper().split(","), "Other"]))

    people = read_cohort(f"{HEADER.upper()}\n\n{ROW}\n")
    again = read_cohort(backwards + "\n" + ",".join(reversed([*ROW.split(","), "anything"])) + "\n")

    assert people.ids == again.ids == ("7",)
    assert all(np.array_equal(people.places[r], again.places[r]) for r in people.places)


@pytest.mark.parametrize(("codes", "read"), [("01", [0, 1]), ("12", [0, 1]), ("11", [0, 0]), ("1", [0])])
def test_more_than_30_days_is_read_in_either_coding(codes, read):
    place = HEADER.split(",").index("tlda0")
    rows = []
    for number, code in enumerate(codes):
        cells = ["1"] * len(HEADER.split(","))
        cells[0], cells[place] = str(number), code
        rows.append(",".join(cells))

    people = read_cohort("\n".join([HEADER, *rows]))

    assert people.answers["long_year"].tolist() == read
