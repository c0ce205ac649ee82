"""Everything that a person reads is said in every language, and every catalogue is as it should be.

Mend a stale catalogue with `make translations`. `docs/how-to/translate.md` says how to translate one.
"""

import importlib.util

import polib
import pytest
from house_plan import ROOT, SOURCE, python_files
from texts_left import left_in_python, left_in_template

TEMPLATES = SOURCE / "web" / "templates"

INCOMPLETE = set(
    """
    """.split()  # noqa: SIM905 - one a line, so that translators side by side take out only their own
)
"""Catalogues that wait for a translator; take a name out as soon as its catalogue is complete."""

UNCONVERTED = set(
    """
    """.split()  # noqa: SIM905 - as above
)
"""Files whose words are not marked for translation yet; take a file out once its words are."""

NOBODY_READS = {
    "web/answers.py",
    "web/apps.py",
    "web/checkup.py",
    "web/clinic/models.py",
    "web/copying.py",
    "web/demo/courses.py",
    "web/demo/making.py",
    "web/deployment.py",
    "web/from_outside.py",
    "web/launch.py",
    "web/models.py",
    "web/people/exporting.py",
    "web/people/keeper.py",
    "web/people/models.py",
    "web/people/rights.py",
    "web/proxy.py",
    "web/reaching.py",
    "web/remaking.py",
    "web/settings.py",
    "web/sizes.py",
    "web/views/health.py",
}
"""Files whose words are for whoever runs the machine, on its command line, or for programs."""


def tool():
    spec = importlib.util.spec_from_file_location("translating", ROOT / "docs" / "translating.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool()
EVERY_CATALOGUE = pytest.mark.parametrize("name", TOOL.catalogues())


def written(name):
    return polib.pofile(str(TOOL.path_of(name)))


def complete_or_waiting():
    waits = pytest.mark.xfail(strict=True, reason="it waits for a translator")
    return [pytest.param(name, marks=[waits] if name in INCOMPLETE else []) for name in TOOL.catalogues()]


@EVERY_CATALOGUE
def test_a_catalogue_holds_what_is_said_today(name):
    said = {(m.context, m.one, m.many) for m in TOOL.said_in_english()[name.split("/")[1]]}

    assert {(e.msgctxt, e.msgid, e.msgid_plural) for e in written(name)} == said


@pytest.mark.parametrize("name", complete_or_waiting())
def test_nothing_waits_for_a_translator(name):
    assert [entry.msgid for entry in TOOL.missing_in(written(name))] == []


def test_only_catalogues_that_exist_may_wait():
    assert set(TOOL.catalogues()) >= INCOMPLETE


@EVERY_CATALOGUE
def test_no_translation_loses_a_placeholder_a_tag_or_a_paragraph(name):
    assert [(e.msgid, fault) for e in written(name) for fault in TOOL.faults_of(e)] == []


@EVERY_CATALOGUE
def test_what_the_program_reads_is_what_translators_wrote(name):
    compiled = polib.mofile(str(TOOL.path_of(name).with_suffix(".mo")))

    assert told_by(compiled) == told_by(written(name).translated_entries())


def told_by(entries):
    return {
        (e.msgctxt, e.msgid): e.msgstr or {int(n): t for n, t in e.msgstr_plural.items()} for e in entries
    }


def test_no_word_that_a_person_reads_stands_outside_the_catalogues():
    """A file of `UNCONVERTED` without such a word must leave the list."""
    left = {f"templates/{p.relative_to(TEMPLATES)}" for p in TEMPLATES.rglob("*.html") if left_in_template(p)}
    for path in python_files("src/lumbago/wording", "src/lumbago/web"):
        name = path.relative_to(SOURCE).as_posix()
        left |= {name} if name not in NOBODY_READS and left_in_python(path) else set()

    assert left == UNCONVERTED


FAULTY = {
    "fuzzy": polib.POEntry(msgid="Pain", msgstr="Dolor", flags=["fuzzy"]),
    "placeholder": polib.POEntry(msgid="Pain {nprs} now", msgstr="Dolor ahora"),
    "tag": polib.POEntry(msgid="<b>Pain</b>", msgstr="Dolor"),
    "list": polib.POEntry(msgid="Watch for:\n- fever", msgstr="Vigile: - fiebre"),
    "blank": polib.POEntry(msgid="Pain", msgstr="Dolor "),
}


@pytest.mark.parametrize("entry", FAULTY.values(), ids=FAULTY)
def test_a_faulty_translation_is_found(entry):
    assert list(TOOL.faults_of(entry))


def test_a_plural_may_leave_out_the_number_where_it_is_one():
    entry = polib.POEntry(
        msgid="one day", msgid_plural="{n} days", msgstr_plural={0: "un día", 1: "{n} días"}
    )

    assert list(TOOL.faults_of(entry)) == []


def test_a_word_outside_the_tags_of_a_template_is_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="Read out">{% translate "Marked" %} {{ n }} left</p>'
        "{% blocktranslate %}Marked{% endblocktranslate %}"
        '<script>silent</script>{{ x|default:"none at all" }}'
    )

    assert left_in_template(page) == ["Read out", "left", "none at all"]


def test_a_sentence_that_nobody_marked_is_found(tmp_path):
    file = tmp_path / "words.py"
    file.write_text('"""Not read."""\nA = marked("It is marked")\nB = "It is not"\nC = "an-id"\n')

    assert left_in_python(file) == ["It is not"]
