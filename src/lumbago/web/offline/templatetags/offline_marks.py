"""The attributes by which a form tells a script how to keep it without a network."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lumbago.interview.new_signs import told_before
from lumbago.record import History
from lumbago.web.check_in_form import WORSE
from lumbago.web.models import KeptAssessment
from lumbago.web.offline.syncing import digest_of, said_on

register = template.Library()


@register.simple_tag
def offline_form(kind: str, kept: KeptAssessment, on: date) -> SafeString:
    """Return what every such form tells: what it is, of which report and day, and what that day holds."""
    return format_html(
        ' data-offline="{}" data-kept="{}" data-on="{}" data-based-on="{}"',
        kind,
        kept.id,
        on.isoformat(),
        digest_of(said_on(kept, on)),
    )


@register.simple_tag
def offline_signs(history: History, groups: Sequence[Mapping[str, Any]]) -> SafeString:
    """Return what makes a check-in one that no device may judge: which signs, and the pain before."""
    signs = [key for group in groups for key, *_ in group["signs"]]
    return format_html(
        ' data-signs="{}" data-there="{}" data-before="{}" data-worse="{}"',
        " ".join(signs),
        " ".join(sorted(told_before(history, signs))),
        "" if history.nprs is None else history.nprs,
        WORSE,
    )
