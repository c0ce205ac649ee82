"""The web front door: one person, one interview, one answer, in pages that work without a script.

Nothing about a person is stored unless that person asks; answers live in their browser.
"""

__all__: list[str] = []
