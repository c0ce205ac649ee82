"""What each address answers: thin functions from a request to a page."""

__all__: list[str] = []
