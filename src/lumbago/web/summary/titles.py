"""What stands between the parts of the page, on screen and on paper."""

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

TITLES = MappingProxyType(
    {
        "title": _("Summary of a back"),
        "said_on": _("From what was said on"),
        "made_on": _("made on"),
        "old": _(
            "Warning signs were not asked about since that day: a “no” of then does not hold now. "
            "No plan is shown."
        ),
        "asks": _("Three things to ask"),
        "because": _("Why:"),
        "causes": _("What it may be"),
        "for": _("For:"),
        "against": _("Against:"),
        "no_causes": _("Under 18: what is known of causes comes from adults, so none is guessed."),
        "course": _("How it went"),
        "pain": _("Pain, 0 to 10:"),
        "left_out": _("days between are left out"),
        "forecast": _("How it may go on"),
        "no_forecast": _("No forecast is shown while an alarm or a warning sign is open."),
        "plan": _("Plan"),
        "no_plan": _("No plan is shown: an alarm, an open warning sign or an earlier day comes first."),
        "medicines": _("Medicines"),
        "takes_none": _("No medicine was named in the answers."),
        "only_if_wanted": _("only if wanted:"),
        "with_care": _("With care:"),
        "not_for": _("Not for this person:"),
        "no_medicine": _("None is part of the plan."),
        "signs": _("Warning signs"),
        "present": _("Answered yes:"),
        "absent": _("Answered no, as of"),
        "aged": _("Answered no earlier, not asked since:"),
        "unasked": _("Not asked yet:"),
        "more": _("more"),
        "none": _("none"),
        "device": _(
            "Not a medical device. Answers of the person, sorted by published findings and our own "
            "judgement; no examination. “People like you” are of a computer model. Nobody has tested whether "
            "using it does people good."
        ),
        "knowledge": _("Knowledge"),
    }
)
"""By their key in the templates."""


def titles() -> dict[str, str]:
    """Return them in the language of the reader."""
    return {key: str(words) for key, words in TITLES.items()}
