"""What the addresses of people answer: who is kept, who is let in, what can be taken away."""

__all__: list[str] = []
