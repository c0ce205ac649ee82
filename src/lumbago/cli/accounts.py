"""`lumbago accounts`: who may sign in to this instance.

    list | add NAME | password NAME | remove NAME

For the keeper of an instance: where no e-mail is sent, a forgotten password is renewed here.
"""

from importlib import import_module
from types import ModuleType
from typing import Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import console_of, print_json

EXAMPLES = f"""\b
Examples:
  lumbago accounts list
  lumbago accounts add anna                 prints a password, once
  lumbago accounts password anna            a new one; signs anna out everywhere
  lumbago accounts remove anna              with all her people, for good

\b
{EXIT_CODES}"""

app = typer.Typer(help="Who may sign in to this instance.", no_args_is_help=True, epilog=EXAMPLES)
NAME = typer.Argument(metavar="NAME", help="Name of the account.")


@app.command("list")
def list_accounts(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List every account; nothing of anybody's health."""
    from rich.table import Table

    found = _keeper().accounts()
    if as_json:
        print_json([one._asdict() for one in found])
        return
    if not found:
        typer.echo("There is no account yet. Make one: lumbago accounts add NAME")
        return
    table = Table("Name", "People", "Two steps", "Last signed in", show_edge=False, pad_edge=False)
    for one in found:
        table.add_row(one.name, str(one.people), "yes" if one.has_two_steps else "no", one.last_seen)
    console_of().print(table)


@app.command("add")
def add(name: Annotated[str, NAME]) -> None:
    """Make an account and print its password, once."""
    password = _keeper().add(name)
    typer.echo(f"{name} can sign in with this password, and should change it:\n\n  {password}\n")


@app.command("password")
def password(name: Annotated[str, NAME]) -> None:
    """Print a new password, end every session of the account, and take its second step away."""
    renewed = _keeper().renew(name)
    typer.echo(f"{name} is signed out everywhere, and can sign in with this password:\n\n  {renewed}\n")


@app.command("remove")
def remove(
    name: Annotated[str, NAME],
    *,
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an account with all its people, for good."""
    keeper = _keeper()
    if not is_sure:
        typer.confirm(
            f"Delete {name}, everybody whom it keeps, and all that they said, for good?", abort=True
        )
    keeper.remove(name)
    typer.echo(f"{name} is deleted.")


def _keeper() -> ModuleType:
    """Return the module, imported once Django stands."""
    from lumbago.web import launch

    launch.prepare()
    return import_module("lumbago.web.people.keeper")
