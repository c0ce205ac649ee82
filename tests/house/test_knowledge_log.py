"""No knowledge is released without a line in its log."""

from itertools import pairwise

from lumbago.knowledge import current
from lumbago.web.evidence.changes import changes


def test_the_knowledge_is_in_work_or_its_version_is_in_the_log():
    """On release, write the version into knowledge/changes.toml; on the next edit, begin a new entry."""
    newest = changes()[0]

    assert newest.version in {None, current().version}


def test_only_the_newest_entry_is_in_work_and_no_version_is_told_twice():
    released = [change.version for change in changes()[1:]]

    assert None not in released
    assert len(set(released)) == len(released)


def test_the_newest_entry_comes_first():
    assert all(newer.on >= older.on for newer, older in pairwise(changes()))
