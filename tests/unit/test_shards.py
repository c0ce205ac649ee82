"""Work in blocks: in order, on any crew, and taken up again where it was stopped."""

import sys
import threading
import time

import pytest

from lumbago.errors import ClusterError
from lumbago.shards import Block, blocks, cluster, cores, gather


def slow_when_first(number):
    time.sleep(0.02 if number == 0 else 0)
    return number * number


def failing_on_two(number):
    if number == 2:
        raise ValueError("two")
    return number


@pytest.mark.parametrize(("total", "largest"), [(0, 3), (1, 3), (3, 3), (7, 3), (7, 100)])
def test_blocks_cover_a_row_once_and_in_order(total, largest):
    row = [number for block in blocks(total, largest) for number in range(block.start, block.stop)]

    assert row == list(range(total))
    assert all(0 < block.size <= largest for block in blocks(total, largest))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_come_in_the_order_of_the_pieces(count):
    found = list(gather(slow_when_first, range(30), cores(count)))

    assert found == [number * number for number in range(30)]


def test_a_crew_of_cores_takes_all_by_default():
    seen = set()

    list(gather(lambda _: seen.add(threading.get_ident()) or time.sleep(0.01), range(20), cores()))

    assert seen


def test_what_was_kept_is_not_done_again():
    kept, done = {0: "kept", 2: "kept"}, []

    found = list(gather(lambda number: done.append(number) or f"new {number}", range(4), cores(1), kept=kept))

    assert found == ["kept", "new 1", "kept", "new 3"]
    assert done == [1, 3]
    assert kept == dict(enumerate(found))


def test_a_run_that_was_stopped_goes_on_where_it_was():
    kept = {}
    with pytest.raises(ValueError, match="two"):
        list(gather(failing_on_two, range(4), cores(1), kept=kept))

    found = list(gather(lambda number: number, range(4), cores(2), kept=kept))

    assert found == [0, 1, 2, 3]


def test_a_fault_in_a_task_is_not_swallowed():
    with pytest.raises(ValueError, match="two"):
        list(gather(failing_on_two, range(8), cores(3)))


def test_results_that_nobody_reads_hold_up_the_work():
    started = []
    found = gather(started.append, range(1000), cores(2))

    next(found)
    time.sleep(0.05)

    assert len(started) < 20
    found.close()


def test_a_cluster_without_dask_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ClusterError, match=r"pip install lumbago\[cluster\]"):
        cluster("tcp://127.0.0.1:1")


def test_a_cluster_that_nobody_answers_for_says_so(monkeypatch):
    pytest.importorskip("distributed", reason="Dask is not installed: pip install lumbago[cluster]")
    monkeypatch.setattr("lumbago.shards.crews.PATIENCE_SECONDS", 0.3)

    with pytest.raises(ClusterError, match=r"--scheduler: nobody answers at 'tcp://127.0.0.1:9'"):
        list(gather(slow_when_first, range(3), cluster("tcp://127.0.0.1:9")))


def test_a_cluster_gives_the_same_in_the_same_order():
    distributed = pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install lumbago[cluster]"
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as here:
        found = list(
            gather(Block(3, 4).__add__, [(number,) for number in range(30)], cluster(here.scheduler_address))
        )

    assert found == [(3, 4, number) for number in range(30)]
