"""Which passwords are guessed first, besides those that everybody knows.

password -> refused, where little is left once our own words, or letters in a row, are taken out
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OUR_WORDS = (
    "lumbago", "backpain", "lowback", "back", "pain", "spine", "sciatica", "clinic", "doctor", "physio",
    "patient", "health", "password", "welcome",
)  # fmt: skip
"""What somebody would try first here."""

ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
"""Letters that follow one another, forwards or backwards."""

LEFT = 6
"""Letters that must be left."""


class NotOurWords:
    """Refuse a password of the words of this place and little else; any other may be anything."""

    def validate(self, password: str, user: Any = None) -> None:
        """Look at one password.

        Raises:
            ValidationError: When little is left of it.
        """
        plain = re.sub(r"[\W_]", "", password.casefold())
        left = re.sub("|".join(OUR_WORDS), "", plain)
        if left != plain and len(left.strip("0123456789")) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_our_words")

    def get_help_text(self) -> str:
        """Return what to do."""
        return _(
            "A password made of words such as “Lumbago” or “back pain” is easy to guess. Add other words."
        )


class NotInARow:
    """Refuse a password whose letters follow one another, or repeat, nearly all the way."""

    def validate(self, password: str, user: Any = None) -> None:
        """Look at one password.

        Raises:
            ValidationError: When it has too few places at which something new begins.
        """
        pairs = zip(password.casefold(), password.casefold()[1:], strict=False)
        begins = 1 + sum(not _follows(before, after) for before, after in pairs)
        if begins < LEFT:
            raise ValidationError(self.get_help_text(), code="password_in_a_row")

    def get_help_text(self) -> str:
        """Return what to do."""
        return _("Letters or numbers in a row, such as 1234, are easy to guess. Write some words.")


def _follows(before: str, after: str) -> bool:
    return before == after or any(before + after in row or after + before in row for row in ROWS)
