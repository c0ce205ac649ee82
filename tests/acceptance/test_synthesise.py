"""`lumbago synthesise`, as a researcher and a clinician use it."""

import json

import pytest
from command_line import EXAMPLES, lumbago, words_of

STOWE = EXAMPLES / "synthesis" / "stowe2010.csv"
BAKER = EXAMPLES / "synthesis" / "baker2009.csv"
TO_PLACEBO = ("--reference", "Placebo")


def asked(*more, file=STOWE, measure="MD"):
    return lumbago("synthesise", file, "--measure", measure, *TO_PLACEBO, *more)


def fields(*more, **which):
    ran = asked("--json", *more, **which)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_clinician_reads_who_helps_how_surely_and_whether_studies_agree():
    ran = asked()

    words = words_of(ran)
    assert ran.returncode == 0
    assert "Mean difference, 29 studies of 4 treatments" in words
    assert "-1.49 (-1.86 to -1.12) <0.0001 -2.38 to -0.60" in words
    assert "Q 48.15, df 27, p 0.0074" in words
    assert "COMTI / MAOBI 1 -0.02 0.17 0.09 0.7450" in words


def test_ratios_are_shown_as_ratios_and_studies_left_out_are_named():
    words = words_of(asked("--components", "--inactive", "Placebo", file=BAKER, measure="OR"))

    assert "Left out, since they say nothing on this measure: DalNegro 2003." in words
    assert "0.69 (0.61 to 0.77)" in words
    assert "Budesonide 0.73 (0.58 to 0.92) 0.0084" in words
    assert "Worse than treatments left free: Q 1.88, df 2, p 0.3908." in words


def test_json_holds_every_number():
    found = fields()

    sizes = {"treatments": 4, "studies": 29, "contrasts": 31, "designs": 4, "connected": True}
    assert {key: found["network"][key] for key in sizes} == sizes
    effects = {one["treat"]: one for one in found["random"]["effects"]}
    assert set(effects["COMTI"]) == {"treat", "reference", "estimate", "se", "low", "high", "p"}
    assert effects["COMTI"]["estimate"] == pytest.approx(-0.945424218002384)
    assert found["tau2"] == pytest.approx(0.151769915705736)
    assert found["q"]["between"] == pytest.approx({"q": 1.2412627, "df": 2, "p": 0.5376049}, rel=1e-5)
    assert found["rankogram"].keys() == found["sucra"].keys() == found["random"]["p_scores"].keys()
    assert {"comparison", "direct", "indirect", "network", "difference", "p"} <= set(found["split"][0])
    assert found["components"] is None


def test_choices_change_what_they_should():
    reml, bad = fields("--method", "REML"), fields("--small-values", "bad", "--draws", "0")

    assert reml["tau2"] == pytest.approx(0.129044859, rel=1e-6)
    assert bad["random"]["p_scores"]["Placebo"] > 0.99
    assert bad["rankogram"] is None


def test_the_same_seed_draws_the_same_ranks():
    first, again, other = fields("--seed", "7"), fields("--seed", "7"), fields("--seed", "8")

    assert first == again
    assert first["rankogram"] != other["rankogram"]


def test_zero_cells_are_treated_as_asked():
    half, out = (fields("--zero-cells", way, file=BAKER, measure="OR") for way in ("half", "leave-out"))

    assert half["left_out"] == ["DalNegro 2003"]
    assert len(out["left_out"]) > 1


def test_figures_are_drawn_into_a_folder(tmp_path):
    ran = asked("--figures", tmp_path / "new" / "pictures")

    drawn = {path.name for path in (tmp_path / "new" / "pictures").iterdir()}
    names = ("network", "forest", "funnel", "rankogram")
    assert ran.returncode == 0
    assert drawn == {f"{name}.{form}" for name in names for form in ("svg", "png")}


def test_a_table_may_come_by_pipe():
    ran = lumbago("synthesise", "-", "--measure", "MD", *TO_PLACEBO, "--json", typed=STOWE.read_text("utf-8"))

    assert json.loads(ran.stdout)["network"]["studies"] == 29


HEAD = "studlab,treat1,treat2,TE,seTE\n"
REFUSED = {
    "line 2: seTE: study 'Ito': its standard error is 0": "Ito,heat,rest,-1,0\n",
    "line 3: TE: study 'Rossi': 'much' is not a number": "Ito,heat,rest,-1,1\nRossi,heat,rest,much,1\n",
    "study 'Rossi': the network is in 2 parts": (
        "Ito,heat,rest,-1,1\nKim,walk,rest,-1,1\nRossi,tape,sham,1,1\n"
    ),
    "study 'Ito': it has 3 arms, but no comparison of rest with walk": (
        "Ito,heat,rest,-1,1\nIto,heat,walk,1,1\n"
    ),
    "no study has the reference 'rest'": "Ito,heat,resting,-1,1\n",
}


@pytest.mark.parametrize("told", REFUSED)
def test_a_fault_leaves_with_2_and_names_the_study(told, written):
    path = written(HEAD + REFUSED[told], "trials.csv")

    ran = lumbago("synthesise", path, "--measure", "MD", "--reference", "rest")

    assert ran.returncode == 2
    assert ran.stdout == ""
    assert f"trials.csv: {told}" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("told", "more"),
    [
        ("--inactive: it only counts with --components", ("--inactive", "Placebo")),
        ("--sep: it is empty", ("--components", "--sep", "")),
        ("inactive treatment 'Sham'", ("--components", "--inactive", "Sham")),
        ("--figures:", ("--figures", STOWE)),
        ("means cannot give OR", ("--measure", "OR")),
    ],
)
def test_an_option_that_cannot_be_is_refused(told, more):
    ran = asked(*more)

    assert ran.returncode == 2
    assert told in ran.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path):
    ran = asked(file=tmp_path / "none.csv")

    assert ran.returncode == 2
    assert "there is no such file" in ran.stderr


def test_a_network_in_parts_is_pooled_by_shared_components(written):
    rows = "1,A,P,0.5,0.1\n2,A+B,A,0.3,0.2\n3,B,P,0.2,0.1\n4,D,C,0.4,0.1\n5,D+A,C,0.3,0.2\n"
    path = written(HEAD + rows, "parts.csv")

    ran = lumbago(
        "synthesise", path, "--measure", "MD", "--reference", "P", "--components", "--inactive", "P"
    )

    assert ran.returncode == 0
    assert "The network is in 2 parts: only components that they share link them" in words_of(ran)
    assert "Components, effects added up" in ran.stdout
