"""x."""
EXAMPLES = ""
def serve() -> None:
    """x."""
