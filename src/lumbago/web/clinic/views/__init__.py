"""What the addresses of the clinic answer: a list, a history, what a clinician writes, and who looked."""

__all__: list[str] = []
