"""All commands in the order of `lumbago --help`, and what their exit codes mean.

    arguments -> exit code

Every fault that a person can mend ends here as one sentence on stderr. Nothing heavy is
imported at the top of a command's file: `--help` must be quick.
"""

import gc
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from lumbago.cli import (
    accounts,
    assess,
    backup,
    calibrate,
    check_in,
    cite,
    doctor,
    forecast,
    interview,
    medicines,
    model,
    n_of_1,
    plan,
    programme,
    restore,
    review,
    serve,
    synthesise,
    treatments,
    trial,
    validate,
)
from lumbago.cli.leaving import BAD_INPUT, BAD_KNOWLEDGE, EXIT_CODES, STOPPED, one_line
from lumbago.errors import KnowledgeError, LumbagoError

FIRST_SWEEP = 200_000
"""Objects made before the first look for garbage: a start makes as many, and they all stay."""

HELP = """What is it, when the low back has gone? How soon must someone look, what is it probably, and why.

Not a medical device. If you feel very ill, or cannot feel or control your bladder, bowel or legs:
get help now.
"""

EXAMPLES = f"""\b
Examples:
  lumbago interview                      answer questions, one at a time
  lumbago assess report.toml             read a written report
  lumbago forecast report.toml           how long it may take
  lumbago plan report.toml               what helps, from day to day
  lumbago programme report.toml          this week's exercises
  lumbago check-in report.toml           say how it is today
  lumbago review report.toml             how recovery goes
  lumbago cite foot_drop                 what a finding rests on
  lumbago serve                          the same in your browser

\b
{EXIT_CODES}"""

app = typer.Typer(
    name="lumbago",
    help=HELP,
    epilog=EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("assess", epilog=assess.EXAMPLES)(assess.assess)
app.command("forecast", epilog=forecast.EXAMPLES)(forecast.forecast)
app.command("plan", epilog=plan.EXAMPLES)(plan.plan)
app.command("programme", epilog=programme.EXAMPLES)(programme.programme)
app.command("check-in", epilog=check_in.EXAMPLES)(check_in.check_in)
app.command("review", epilog=review.EXAMPLES)(review.review)
app.add_typer(n_of_1.app, name="n-of-1")
app.command("treatments", epilog=treatments.EXAMPLES)(treatments.treatments)
app.add_typer(medicines.app, name="medicines")
app.command("interview", epilog=interview.EXAMPLES)(interview.interview)
app.command("cite", epilog=cite.EXAMPLES)(cite.cite)
app.add_typer(validate.app, name="validate")
app.add_typer(trial.app, name="trial")
app.command("synthesise", epilog=synthesise.EXAMPLES)(synthesise.command(synthesise.synthesise))
app.add_typer(model.app, name="model")
app.command("calibrate", epilog=calibrate.EXAMPLES)(calibrate.calibrate)
app.command("serve", epilog=serve.EXAMPLES)(serve.serve)
app.add_typer(accounts.app, name="accounts")
app.command("backup", epilog=backup.EXAMPLES)(backup.backup)
app.command("restore", epilog=restore.EXAMPLES)(restore.restore)
app.command("doctor", epilog=doctor.EXAMPLES)(doctor.doctor)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"lumbago {version('lumbago')}")
        raise typer.Exit


@app.callback()
def _all_commands(
    *,
    shows_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)
    ] = False,
) -> None:
    _print_version(wanted=shows_version)


def main() -> None:
    """Run one command and leave with its exit code."""
    gc.set_threshold(FIRST_SWEEP)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KnowledgeError as fault:
        _leave(f"The knowledge of this installation is wrong: {fault}", BAD_KNOWLEDGE)
    except LumbagoError as fault:
        _leave(str(fault), BAD_INPUT)
    except KeyboardInterrupt:
        _leave("Stopped.", STOPPED)
    except OSError as fault:
        _leave(f"The output cannot be written: {fault.strerror or fault}. Choose another place", BAD_INPUT)


def _leave(sentence: str, code: int) -> None:
    typer.echo(one_line(sentence), err=True)
    sys.exit(code)
