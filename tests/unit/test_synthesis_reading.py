"""A table of studies is read whole, or refused with line, column and study."""

import numpy as np
import pytest

from lumbago.errors import SynthesisError
from lumbago.synthesis import Measure
from lumbago.synthesis.reading import read_studies

CONTRASTS = "studlab,treat1,treat2,TE,seTE\nIto,heat,rest,-1.5,0.4\nRossi,walk,rest,-1,0.5\n"
MEANS = "studlab,treat,n,mean,sd\nIto,heat,20,3,2\nIto,rest,25,4,2\n"
EVENTS = "studlab,treat,events,n\nIto,heat,2,20\nIto,rest,5,25\n"


def test_contrasts_are_taken_as_they_stand():
    found = read_studies(CONTRASTS, Measure.HR)

    assert (found.studies, found.first, found.second) == (
        ("Ito", "Rossi"),
        ("heat", "walk"),
        ("rest", "rest"),
    )
    np.testing.assert_array_equal(found.effects, [-1.5, -1])


def test_arms_become_contrasts():
    assert read_studies(MEANS, Measure.MD).effects == pytest.approx([-1])
    assert read_studies(EVENTS, Measure.RR).effects == pytest.approx([np.log(2 / 20 / (5 / 25))])


def test_other_columns_empty_lines_and_blanks_do_not_matter():
    text = 'year, treat ,studlab,n,mean,sd,note\n1996,heat, Ito ,20,3,2,\n\n1996, rest,Ito,25, 4 ,2,"a, b"\n'

    assert read_studies(text, Measure.MD).first == ("heat",)


FAULTS = {
    "": "the table is empty",
    "studlab,treat,n,mean,sd\n": "the table holds no study",
    "studlab,treat,n,mean\nIto,heat,20,3\n": "line 1: there is no column sd",
    "studlab,treat,n,n,mean,sd\nIto,heat,1,1,3,2\n": "line 1: n: the column stands there twice",
    MEANS + "Rossi,heat,20,three,2\n": "line 4: mean: study 'Rossi': 'three' is not a number",
    MEANS + "Rossi,heat,20,,2\n": "line 4: mean: study 'Rossi': the cell is empty",
    MEANS + "Rossi,,20,3,2\n": "line 4: treat: study 'Rossi': the cell is empty",
    MEANS + ",heat,20,3,2\n": "line 4: studlab: the cell is empty",
    MEANS + "Rossi,heat,20,3\n": "line 4: study 'Rossi': it has 4 cells, but there are 5 columns",
    MEANS + "Rossi,heat,20,3,2\n": "line 4: study 'Rossi': it has one arm only",
    MEANS + "Ito,heat,20,3,2\n": "line 4: treat: study 'Ito': it has two arms 'heat'",
    MEANS + "Rossi,heat,20,3,0\nRossi,rest,20,3,1\n": "line 4: sd: study 'Rossi': sd of arm 'heat' is 0",
    MEANS
    + "Rossi,heat,20,nan,1\nRossi,rest,20,3,1\n": "line 4: mean: study 'Rossi': mean of arm 'heat' is nan",
    CONTRASTS + "Weber,heat,heat,1,0.4\n": "line 4: treat2: study 'Weber': it compares heat with itself",
    CONTRASTS + "Weber,heat,walk,1,-0.4\n": "line 4: seTE: study 'Weber': its standard error is -0.4",
    CONTRASTS + "Weber,heat,walk,1,0\n": "line 4: seTE: study 'Weber': its standard error is 0",
    CONTRASTS + "Weber,heat,walk,inf,0.4\n": "line 4: TE: study 'Weber': its effect is not a number",
}


@pytest.mark.parametrize("text", FAULTS, ids=FAULTS.values())
def test_a_fault_is_named_with_line_column_and_study(text):
    with pytest.raises(SynthesisError) as fault:
        read_studies(text, Measure.MD)

    assert str(fault.value).startswith(FAULTS[text])
    assert str(fault.value).rstrip().count(". ") >= 1


def test_events_beyond_people_are_named():
    with pytest.raises(SynthesisError, match=r"line 3: events: study 'Ito'.*more events than people"):
        read_studies("studlab,treat,events,n\nIto,heat,2,20\nIto,rest,26,25\n", Measure.OR)


def test_a_quote_that_never_ends_is_a_fault_of_the_table():
    with pytest.raises(SynthesisError):
        read_studies(MEANS + '"Rossi,heat,20,3,2\n', Measure.MD)
