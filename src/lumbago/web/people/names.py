"""What a person may be called: whatever can be read, and nothing that hides letters or turns them round.

text -> whether it can be a name;  text -> the name in it
"""

from unicodedata import category

JOINERS = frozenset("\u200c\u200d")
"""Between two letters they shape a word, as in Persian and Hindi; elsewhere nobody sees them."""

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their kind, empty to the eye."""

SEEN = frozenset("LNPS")
"""Kinds of what leaves a mark by itself: letters, numbers, punctuation and signs."""
STEERING = "C"
"""Kind of what steers, turns round, or is no letter at all."""
LINE_ENDS = frozenset("\u2028\u2029")


def can_be_read(name: str) -> bool:
    r"""Return whether a name shows all that it holds, and at least one letter, number or sign.

    Examples:
        >>> can_be_read("Anna Roth"), can_be_read("\u202eannA"), can_be_read("\u200b\u3164")
        (True, False, False)
    """
    return any(map(_is_seen, name)) and not any(_hides(name, place) for place in range(len(name)))


def readable(written: str) -> str:
    r"""Return what was written without what nobody sees; empty where nothing is left.

    Examples:
        >>> readable(" \u202eMum\n"), readable("\u200b")
        ('Mum', '')
    """
    left = "".join(letter for place, letter in enumerate(written) if not _hides(written, place)).strip()
    return left if can_be_read(left) else ""


def alike(name: str) -> str:
    r"""Return what two names have in common that look the same.

    Examples:
        >>> alike("An\u200dna") == alike("anna")
        True
    """
    return " ".join("".join(letter for letter in name if letter not in JOINERS).casefold().split())


def _is_seen(letter: str) -> bool:
    return category(letter)[0] in SEEN and letter not in BLANK


def _hides(name: str, place: int) -> bool:
    if name[place] in JOINERS:
        beside = name[place - 1 : place] + name[place + 1 : place + 2]
        return len(beside) < 2 or any(map(_steers, beside))
    return name[place] in BLANK or _steers(name[place])


def _steers(letter: str) -> bool:
    return category(letter)[0] == STEERING or letter in LINE_ENDS
