"""A calibration finds what it should, stops where it is stopped, and goes on from there."""

import json
from datetime import date

import numpy as np
import pytest

from lumbago.knowledge import current
from lumbago.knowledge.recovery import Calibration
from lumbago.shards import cores
from lumbago.simulation.calibrating import calibrate, evaluation, evaluations, numbers_of
from lumbago.simulation.known import studies
from lumbago.simulation.notebook import Notebook
from lumbago.simulation.recording import as_fields, as_text
from lumbago.simulation.targets import targets, worked

RECOVERY = current().recovery
STUDIES = studies()
TARGETS = targets(STUDIES)
NUMBERS = numbers_of(RECOVERY)


class KilledError(Exception):
    pass


def linear(seed=1, reach=0.3):
    """A world in which every result is a sum of numbers, so that the right answer can be written down."""
    luck = np.random.default_rng(seed)
    slopes = luck.normal(size=(len(TARGETS), len(NUMBERS))) * (
        luck.random((len(TARGETS), len(NUMBERS))) < reach
    )
    slopes *= np.array([one.trusted for one in TARGETS])[:, None]
    middle = np.array([number.mean for number in NUMBERS])
    values = np.array([one.value for one in TARGETS])
    return lambda point: values + slopes @ (point - middle)


def fitted(evaluate, kept=None):
    return calibrate(RECOVERY, STUDIES, evaluate, crew=cores(1), kept={} if kept is None else kept)


def test_where_the_prior_already_foretells_everything_nothing_moves():
    fit = fitted(linear())

    assert fit.found == pytest.approx([number.mean for number in NUMBERS], abs=1e-6)


def test_what_results_say_nothing_about_keeps_its_prior():
    fit = fitted(lambda point: np.array([one.value for one in TARGETS]) + 0 * point[0])

    spread = np.sqrt(np.diag(fit.covariance))
    assert spread == pytest.approx([number.sd for number in NUMBERS])
    fields = as_fields(fit, on=date(2026, 3, 2), seed=1, people=10)
    assert {one["informed"] for one in fields["fitted"].values()} == {0.0}


def test_results_narrow_what_they_are_about():
    fit = fitted(linear(reach=1.0))

    assert (np.sqrt(np.diag(fit.covariance)) < np.array([number.sd for number in NUMBERS])).all()


def test_the_fit_finds_the_numbers_that_made_the_results():
    truth = np.array([number.mean + 0.8 * number.sd for number in NUMBERS])
    world = linear(reach=1.0)
    moved = world(truth) - np.array([one.value for one in TARGETS])

    fit = fitted(lambda point: world(point) - moved)

    values, before = np.array([one.value for one in TARGETS]), moved
    assert np.linalg.norm(fit.predicted - values) < 0.2 * np.linalg.norm(before)
    assert (fit.found > [number.mean for number in NUMBERS]).mean() > 0.9


def test_a_run_that_was_killed_goes_on_and_ends_with_the_same_numbers(tmp_path):
    world, made = linear(), []

    def dying(point):
        if len(made) == 150:
            raise KilledError
        made.append(1)
        return world(point)

    path = tmp_path / "calibration.jsonl"
    with pytest.raises(KilledError), Notebook(path, "one") as notebook:
        fitted(dying, notebook)
    with path.open("a") as file:
        file.write('{"stage": "round 1", "number": 7, "val')
    again = []
    with Notebook(path, "one") as notebook:
        resumed = fitted(lambda point: again.append(1) or world(point), notebook)
    whole = fitted(world)

    assert len(again) == evaluations(RECOVERY, STUDIES) - 150
    assert resumed.found.tolist() == whole.found.tolist()
    assert resumed.predicted.tolist() == whole.predicted.tolist()
    assert resumed.left_out[0].tolist() == whole.left_out[0].tolist()


def test_a_notebook_of_other_knowledge_is_not_gone_on_with(tmp_path):
    path = tmp_path / "calibration.jsonl"
    with Notebook(path, "one") as notebook:
        notebook.setdefault("round 0")[0] = np.array([1.0, 0.1])

    with Notebook(path, "another") as other:
        assert other.made == 0
    assert len(path.read_text().splitlines()) == 1


def test_a_notebook_keeps_numbers_exactly(tmp_path):
    values = np.array([0.1, 1 / 3, 1e-300, -np.pi])
    with Notebook(tmp_path / "n.jsonl", "one") as notebook:
        notebook.setdefault("a")[3] = values

    with Notebook(tmp_path / "n.jsonl", "one") as again:
        assert again["a"][3].tolist() == values.tolist()
    assert json.loads((tmp_path / "n.jsonl").read_text().splitlines()[0]) == {"fingerprint": "one"}


def test_a_fit_is_written_as_knowledge_reads_it():
    import tomllib

    from pydantic import TypeAdapter

    fit = fitted(linear())
    text = as_text(as_fields(fit, on=date(2026, 3, 2), seed=1, people=10))

    read = TypeAdapter(Calibration).validate_python(tomllib.loads(text))
    assert read.on == date(2026, 3, 2)
    assert len(read.reached) == len(TARGETS)
    assert np.array(read.draws) == pytest.approx(fit.draws, rel=1e-3, abs=1e-3)


def test_draws_of_a_straight_posterior_are_the_normal_ones():
    fit = fitted(linear(reach=1.0))

    assert fit.draws.mean(axis=0) == pytest.approx(fit.found, abs=1e-6)
    ratio = fit.draws.std(axis=0, ddof=1) / np.sqrt(np.diag(fit.covariance))
    assert np.median(ratio) == pytest.approx(1, abs=0.25)


def test_evaluations_of_the_same_numbers_are_the_same():
    few = {name: STUDIES[name] for name in ("wall2014", "malmivaara1995")}
    evaluate = evaluation(RECOVERY, few, 64, 1)
    point = np.array([number.mean for number in NUMBERS])

    assert evaluate(point).tolist() == evaluate(point).tolist()
    assert evaluate(point).shape == (len(targets(few)),)


def test_unverified_results_count_a_quarter():
    doubted = [one for one in TARGETS if one.outcome.status == "unverified"]

    assert doubted
    assert all(one.trusted == 2 * one.error for one in doubted)
    assert all(one.trusted == one.error for one in TARGETS if one.outcome.status != "unverified")


def test_a_printed_interval_gives_its_standard_error():
    one = next(t for t in TARGETS if t.trial == "malmivaara1995" and t.outcome.comparison == "difference")

    assert one.error == pytest.approx((1.4 - 0.03) / (2 * 1.96), rel=1e-3)
    assert one.value == pytest.approx(worked(one.outcome, 0.7))


def test_opening_a_notebook_never_leaves_less_than_there_was(tmp_path):
    path = tmp_path / "n.jsonl"
    with Notebook(path, "one") as notebook:
        notebook.setdefault("a")[0] = np.array([1.0])
    before = path.read_text()

    with Notebook(path, "one") as again:
        assert path.read_text() == before
        assert again.made == 1


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\x00", b"not json\n", b'{"stage": 3}\n'])
def test_a_broken_line_is_done_again_and_what_came_before_is_kept(tmp_path, rubbish):
    path = tmp_path / "n.jsonl"
    with Notebook(path, "one") as notebook:
        notebook.setdefault("a")[0] = np.array([1.0])
    with path.open("ab") as file:
        file.write(rubbish)

    with Notebook(path, "one") as again:
        assert again.made == 1
