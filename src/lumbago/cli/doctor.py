"""x."""
EXAMPLES = ""
def doctor() -> None:
    """x."""
