"""The other commands as a person runs them: cite, validate, serve, doctor and every --help."""

import json
import socket
import subprocess
import sys

import pytest
from command_line import lumbago, words_of


def test_cite_names_sources_and_own_judgement():
    seen = words_of(lumbago("cite", "radiculopathy"))

    assert "vanderwindt2010" in seen
    assert "[our judgement, awaiting clinical sign-off]" in seen


def test_cite_suggests_a_near_id():
    run = lumbago("cite", "radiculopaty")

    assert run.returncode == 2
    assert "radiculopathy" in run.stderr


def test_cite_needs_exactly_one_thing_to_look_for():
    assert lumbago("cite").returncode == lumbago("cite", "fever", "--findings").returncode == 2


def test_cite_lists_every_finding():
    listed = json.loads(lumbago("cite", "--findings", "--json").stdout)

    assert {"saddle_numbness", "fever"} <= {finding["id"] for finding in listed}
    assert len(lumbago("cite", "--findings").stdout.splitlines()) >= len(listed)


def test_cite_finds_a_pulled_muscle():
    run = lumbago("cite", "--search", "pulled muscle", "--json")

    assert any("muscle" in hit["title"].lower() for hit in json.loads(run.stdout))


CASE = {
    "id": "one",
    "source": "nobody",
    "dx_label": "cauda equina syndrome",
    "category": "cauda_equina",
    "tier": "core",
    "triage_by_reader": "emergency",
    "findings": {
        "age": 50,
        "sex": "M",
        "duration_days": 2,
        "present": ["bowel_incontinence", "back_pain"],
        "stated_absent": [],
    },
    "remark": "other fields are ignored",
}


def test_cases_are_scored(written):
    path = written(json.dumps(CASE) + "\n\n" + json.dumps({**CASE, "id": "two"}) + "\n", "cases.jsonl")

    found = json.loads(lumbago("validate", "cases", path, "--json").stdout)

    assert {"overall", "tiers", "categories", "questions", "cases"} <= set(found)
    assert found["overall"]["n"] == 2
    assert found["overall"]["triage"]["emergency_recall"] == 1
    assert [case["id"] for case in found["cases"]] == ["one", "two"]
    assert found["questions"]["max"] >= 1


def test_scores_are_printed_and_written(written, tmp_path):
    path = written(json.dumps(CASE), "cases.jsonl")

    run = lumbago("validate", "cases", path, "--out", tmp_path / "out")

    assert run.returncode == 0
    assert "cauda_equina" in run.stdout
    assert "Too low (0)" in run.stdout
    assert json.loads((tmp_path / "out" / "cases.json").read_text())["overall"]["n"] == 1


def test_no_cases_at_all_is_no_error(written):
    assert lumbago("validate", "cases", written("", "cases.jsonl")).returncode == 0


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", "line"),
        (json.dumps({**CASE, "tier": "hard"}), "tier"),
        (json.dumps({**CASE, "category": "elbow"}), "category"),
        (json.dumps({**CASE, "triage_by_reader": "soon"}), "triage_by_reader"),
        (json.dumps({**CASE, "findings": {**CASE["findings"], "age": -3}}), "findings.age"),
        (
            json.dumps({**CASE, "findings": {"present": ["no_such_word"]}}),
            "findings.present",
        ),
    ],
)
def test_a_bad_case_is_refused_with_line_and_field(written, line, field):
    run = lumbago("validate", "cases", written(json.dumps(CASE) + "\n" + line + "\n", "cases.jsonl"))

    assert run.returncode == 2
    assert f"line 2: {field}" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_taken_port_is_said_and_another_proposed(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        run = lumbago("serve", "--port", str(port), LUMBAGO_DATA=str(tmp_path))

    assert run.returncode == 2
    assert f"--port {port}" in run.stderr
    assert f"lumbago serve --port {port + 1}" in run.stderr


def test_a_doctor_finds_a_well_installation_and_a_folder_it_cannot_use(written, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])

    well = lumbago("doctor", "--port", port, LUMBAGO_DATA=str(tmp_path / "new"))
    ill = lumbago("doctor", "--port", port, "--json", LUMBAGO_DATA=str(written("not a folder")))

    assert well.returncode == 0, well.stdout
    assert ill.returncode == 1
    assert any("LUMBAGO_DATA" in check["to_do"] for check in json.loads(ill.stdout))


@pytest.mark.parametrize(
    "command", [(), ("assess",), ("interview",), ("cite",), ("validate", "cases"), ("serve",), ("doctor",)]
)
def test_every_command_has_help_with_examples_and_exit_codes(command):
    run = lumbago(*command, "--help")

    assert run.returncode == 0
    assert "Examples:" in run.stdout
    assert "Exit codes:" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_help_loads_nothing_heavy():
    code = (
        "import sys, lumbago.cli; print(sorted({'numpy', 'pydantic', 'django', 'rich'} & set(sys.modules)))"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert run.stdout.strip() == "[]"
