"""x."""
import typer
app = typer.Typer()
@app.command()
def cases() -> None:
    """x."""
