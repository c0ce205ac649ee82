"""x."""
EXAMPLES = ""
def cite() -> None:
    """x."""
