"""x."""
EXAMPLES = ""
def interview() -> None:
    """x."""
