"""What the rooms below say is wrong with a report, in the language that is spoken.

    English sentence -> the same sentence in that language

Those rooms know no languages: their sentences are listed here, and one that is not listed stays English.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    # numbers
    _("Years, whole or decimal, 0 to 120"),
    _("Numeric Pain Rating Scale: whole, 0 none to 10 worst"),
    _("Days, 0 to 36500"),
    _("Weeks of pregnancy, 0 to 45"),
    _("Kilograms, 1 to 500"),
    # the text of a report
    _("it holds {count} characters"),
    _("A report has at most {count}"),
    _("a line holds more than {count} dots"),
    _("Break it into shorter lines"),
    _("it is nested too deeply"),
    _("A report has fields, and in some of them a list or a table, and no more"),
    _("this is not {form} ({why})"),
    _("this is not {form}"),
    _("Mend that place and try again"),
    _("it holds no fields"),
    _("Begin with: on = 2026-03-02"),
    _("it is given twice"),
    _("Keep one of the two"),
    _("the number is too large"),
    _("Check the number of digits"),
    _("it holds a broken character"),
    _("it holds a character that no text has"),
    _("Type the text anew"),
    # its fields
    _("there is no such field"),
    _("Check the spelling, or leave it out"),
    _("it is missing"),
    _("Write a date, for example on = 2026-03-02"),
    _("Write it"),
    _("'{typed}' is not a date"),
    _("Write it as 2026-03-02"),
    _("'{typed}' is not possible here"),
    _('It should be a list, such as ["lumbar-left"]'),
    _("It should be a table, such as { fever = false }"),
    _('It should be a table, such as { name = "ramipril" }'),
    _("It should be true or false"),
    _("It should be a number"),
    _("It should be a whole number"),
    _("It should be a text in quotes"),
    _("It should be a finite number"),
    _("It should be greater than or equal to {number}"),
    _("It should be less than or equal to {number}"),
    _("It should be greater than {number}"),
    _("It should be '{first}' or '{last}'"),
    _("there is no such finding"),
    _("Did you mean {nearest}?"),
    _("'{id}' is the id of no finding, red flag, condition, treatment, medicine, guideline, source or page."),
    _(
        "'{id}' is the id of no finding, red flag, condition, treatment, medicine, guideline, source or "
        "page. Did you mean {nearest}?"
    ),
    # its dates
    _("{day} lies after today ({latest})"),
    _("{day} lies after the report ({latest})"),
    _("Write {latest} or an earlier date"),
    _("the report already gives onset"),
    _("{day} is over a hundred years ago"),
    _("Check the year"),
    _("it lies before the report"),
    _("it lies before the onset"),
    _("Write {day} or later"),
    _("a check-in of {day} stands there already"),
    _("Make one of the two"),
    _("it lies before the one above it ({day})"),
    _("Write them in order of date"),
    _("the pain would have begun before birth, at an age of {age}"),
    _("Check it, or the age"),
    # questionnaires
    _("an item stands there twice"),
    _("Name each ticked item once"),
    # medicines and allergies, a line each
    _("These are {count} lines. Write at most {most}."),
    _("Line {number}, “{line}”: {problem}."),
    _("it has {count} characters. Write at most {most} a line"),
    _("this is how strong a liquid is. Write how much you take at a time, in mg"),
    _(
        "it holds two amounts of a kind. Write one medicine a line, "
        "and after it only how much and how often"
    ),
    _("we find no name in it. Write it like this: ibuprofen 400 mg, 3 a day"),
    _("we cannot read “{part}”. Write one medicine a line, and after it only how much and how often"),
    _("this looks like two medicines. Write one medicine a line, and after it only how much and how often"),
    _("we cannot tell what {number} stands for. Add the unit, for example {amount}"),
    _("“{name}” may be a name, or how many. Put a comma after the name"),
    _("{number} cannot be right here. Check the number"),
)  # fmt: skip
"""One that fits two is said as the first of them."""

PLACE = re.compile(r"\\\{(\w+)\\\}")
NESTED = "problem"
"""The place that holds a sentence of its own."""


def said_again(text: str) -> str:
    """Return a sentence in the language that is spoken; as it is where it is not one of ours.

    Examples:
        >>> said_again("Line 2, “?”: this looks like a riddle.")
        'Line 2, “?”: this looks like a riddle.'
    """
    if text in SENTENCES:
        return gettext(text)
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            held = found.groupdict()
            if NESTED in held:
                held[NESTED] = said_again(held[NESTED])
            return gettext(sentence).format(**held)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how each sentence with {places} is known again."""
    known = ((sentence, PLACE.sub(r"(?P<\1>.+?)", re.escape(sentence))) for sentence in SENTENCES)
    return tuple((sentence, re.compile(way, re.DOTALL)) for sentence, way in known if "(?P<" in way)
