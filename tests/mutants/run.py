"""Put faults into a copy of the source, one at a time, and see whether a test notices.

    mutants.toml -> killed or survived, one line each; exit code 1 when one survived

`make mutants` runs it. A mutant that survives says that a test is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LONGEST_RUN = 600
"""Seconds."""

FAILED = 1
"""What pytest exits with when it ran and a test failed; anything else but success is our own fault."""


def main() -> int:
    """Run every mutant; return the exit code."""
    mutants = tomllib.loads((HERE / "mutants.toml").read_text(encoding="utf-8"))["mutant"]
    wanted = [mutant for mutant in mutants if all(word in mutant["name"] for word in sys.argv[1:])]
    _check_unharmed({test for mutant in wanted for test in mutant["tests"]})
    survived = [mutant["name"] for mutant in wanted if not _is_killed(mutant)]
    print(f"\n{len(wanted) - len(survived)} of {len(wanted)} killed")
    return 1 if survived else 0


def _check_unharmed(tests: set[str]) -> None:
    """A test that fails without any fault would seem to notice them all."""
    with tempfile.TemporaryDirectory() as folder:
        if _run_tests(sorted(tests), _copied(folder)) != 0:
            raise SystemExit("the tests fail without any fault; mend that first")
    print("unharmed the tests pass without a fault", flush=True)


def _copied(folder: str) -> Path:
    copy = Path(folder) / "house"
    return shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))


def _is_killed(mutant: dict) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(folder)
        _put_in(mutant, copy / "src" / "lumbago" / mutant["file"])
        code = _run_tests(mutant["tests"], copy)
    if code not in {0, FAILED}:
        raise SystemExit(f"{mutant['name']}: the tests could not run (exit {code})")
    print(f"{'killed  ' if code == FAILED else 'SURVIVED'} {mutant['name']}", flush=True)
    return code == FAILED


def _put_in(mutant: dict, file: Path) -> None:
    before, after = mutant["swap"]
    text = file.read_text(encoding="utf-8")
    if text.count(before) != 1:
        raise SystemExit(
            f"{mutant['name']}: '{before}' stands {text.count(before)} times in {mutant['file']}"
        )
    file.write_text(text.replace(before, after), encoding="utf-8")


def _run_tests(tests: list[str], copy: Path) -> int:
    """Return pytest's exit code; a fault that makes it hang is noticed too."""
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
            cwd=copy / "tests",
            env={**os.environ, "PYTHONPATH": str(copy / "src"), "LAWS": "quick"},
            capture_output=True,
            check=False,
            timeout=LONGEST_RUN,
        )
    except subprocess.TimeoutExpired:
        return FAILED
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
