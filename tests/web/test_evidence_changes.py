"""The log of the knowledge says what changed, and which version this installation holds."""

from evidence_files import ROOT, main_of, page

from lumbago.knowledge import current
from lumbago.web.evidence.changes import changes, files


def test_the_page_tells_the_version_every_release_and_what_it_is_made_of():
    text = page("/evidence/changes/").content.decode()

    assert current().version in text
    for change in changes():
        for line in change.changed:
            assert line in text
    for folder, count in files().items():
        assert count == len(list((ROOT / folder).glob("*.toml")))
        assert f"<td>{count}</td>" in text


def test_what_is_in_work_is_called_so():
    has_work = any(change.version is None for change in changes())

    assert ("not released yet" in page("/evidence/changes/").content.decode()) is has_work


def test_the_change_log_of_the_program_is_on_the_page():
    text = main_of("/evidence/changes/")

    assert "All changes of the program" in text
    assert "Keep a Changelog" in text
    assert text.count("<h1") == 1


def test_the_log_is_no_part_of_the_version_it_tells_of():
    """Else no release could write its own version down."""
    from lumbago.knowledge.loading import FOLDERS

    assert "changes" not in FOLDERS
    assert (ROOT / "changes.toml").exists()
