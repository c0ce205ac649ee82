"""`lumbago n-of-1`: does it help *me*? A trial of one, on days drawn by luck.

    draw -> log each evening -> analyse

Nothing that needs a doctor's leave is tried this way: heat, a walk, a pillow, not a medicine.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.files import LARGEST_FILE, naming, text_in, today
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json
from lumbago.cli.writing import write_whole

if TYPE_CHECKING:
    from lumbago.n_of_1 import Trial

EXAMPLES = f"""\b
Examples:
  lumbago n-of-1 draw "a heat wrap for an hour" heat.toml
  lumbago n-of-1 log heat.toml 4                  this evening's pain
  lumbago n-of-1 log heat.toml 5 --not-kept       you did not do as drawn
  lumbago n-of-1 analyse heat.toml

\b
{EXIT_CODES}"""

app = typer.Typer(
    help="Does it help me? A trial of one, on days drawn by luck.", no_args_is_help=True, epilog=EXAMPLES
)
DAY = typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day; today by default.")
LONGEST = 120
"""Characters."""

NOT_FOR = (
    "Try this way only what is harmless: heat, a walk, a pillow. Medicines, and anything a doctor told you "
    "to do or to leave, are not for a trial of one. If a warning sign comes up, stop and check in."
)


@app.command("draw")
def draw(
    treatment: Annotated[str, typer.Argument(help="What you try, in your words.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the days are kept (.toml).")],
    *,
    pairs: Annotated[int, typer.Option(help="Pairs of days: one with it, one without.")] = 7,
    first: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Tomorrow by default.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="What fixes the draw; luck by default.")] = None,
) -> None:
    """Draw the days on which you do it, and those on which you do not."""
    from lumbago.n_of_1 import Trial, schedule
    from lumbago.n_of_1.reading import written

    if file.exists():
        refuse(f"{file}: there is such a file already. Choose another name")
    begins = first.date() if first else today() + timedelta(days=1)
    luck = secrets.randbits(32) if seed is None else seed
    if not 0 < len(treatment.strip()) <= LONGEST:
        refuse(f"TREATMENT: write it in 1 to {LONGEST} characters")
    trial = Trial(treatment, schedule(begins, pairs=pairs, seed=luck))
    write_whole(file, written(trial), option="FILE")
    console = console_of()
    heading(console, f"Does {treatment} help me?")
    for day in trial.days:
        bullets(console, [f"{day.on:%a} {day.on.day} {day.on:%b}: {'do it' if day.does else 'go without'}"])
    paragraph(console, f"Each evening: lumbago n-of-1 log {file} and your pain of that evening, 0 to 10.")
    paragraph(console, NOT_FOR)


@app.command("log")
def log(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The trial.")],
    nprs: Annotated[int, typer.Argument(metavar="PAIN", min=0, max=10, help="Pain at the end of the day.")],
    *,
    on: Annotated[datetime | None, DAY] = None,
    is_not_kept: Annotated[
        bool, typer.Option("--not-kept", help="You did it though you should not, or the other way round.")
    ] = False,
) -> None:
    """Write down the pain of one evening."""
    from lumbago.n_of_1.reading import with_answer, written

    day = on.date() if on else today()
    if day > today():
        refuse(f"--on: {day} lies ahead. Write it down when it is over")
    with naming(file):
        trial = with_answer(_trial_in(file), day, nprs=nprs, kept=False if is_not_kept else None)
    write_whole(file, written(trial), option="FILE")
    known = sum(one.nprs is not None for one in trial.days)
    console_of().print(f"Kept. {known} of {len(trial.days)} days.")


@app.command("analyse")
def analyse(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The trial.")],
    *,
    on: Annotated[datetime | None, DAY] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say what the days told, or that they cannot tell yet."""
    from dataclasses import asdict

    from lumbago.n_of_1 import analyse as analysed
    from lumbago.wording.n_of_1 import tell_trial

    with naming(file):
        trial = _trial_in(file)
        found = analysed(trial.days, on=on.date() if on else today())
    if as_json:
        print_json(asdict(found))
        return
    told = tell_trial(trial, found)
    console = console_of()
    heading(console, told.headline)
    for sentence in told.sentences:
        paragraph(console, sentence, by=2)


def _trial_in(file: Path) -> "Trial":
    from lumbago.n_of_1 import read_trial

    return read_trial(text_in(file, largest=LARGEST_FILE))
