"""Pages that say the same to everyone: home, explanations, what a fact rests on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lumbago.errors import UnknownIdError
from lumbago.knowledge import cite, current, search
from lumbago.knowledge.cited import Cited
from lumbago.knowledge.languages import LANGUAGES, in_language
from lumbago.web.faults_again import said_again
from lumbago.web.languages import spoken
from lumbago.web.views.interview import recalled, today
from lumbago.wording.language import say
from lumbago.wording.words import STATUS_WORDS

LONGEST_QUERY = 200
FOLDER_WORDS = {
    "findings": _("Question"),
    "red_flags": _("Rule that decides how soon to get help"),
    "conditions": _("Condition"),
    "sources": _("Source"),
    "explanations": _("Explanation"),
    "terms": _("Word explained"),
    "treatments": _("Treatment"),
    "medicines": _("Medicine"),
    "products": _("Product that holds several medicines"),
    "medicine_rules": _("Rule of who may take a medicine"),
    "guidelines": _("Guideline"),
    "exercises": _("Exercise"),
    "circumstances": _("What an exercise depends on"),
    "weighing": _("How we weigh"),
}
WITH_RATIOS = frozenset({"findings", "conditions"})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and open the door."""
    so_far = recalled(request)
    return render(request, "home.html", {"has_answers": bool(so_far.steps) and not so_far.is_stale(today())})


@require_safe
def explanations(request: HttpRequest) -> HttpResponse:
    """List every explanation, or what plain words lead to; while they are typed, the hits alone."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    others = (in_language(current(), language) for language in LANGUAGES)
    shown = {
        "words": words,
        "hits": search(words, spoken(), others) if words else [],
        "pages": sorted(spoken().explanations.values(), key=lambda page: page.title),
        "kinds": FOLDER_WORDS,
    }
    is_typing = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, "parts/hits.html" if is_typing else "explanations.html", shown)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


@require_safe
def explanation(request: HttpRequest, page_id: str) -> HttpResponse:
    """Answer "what is ...?"."""
    knowledge = spoken()
    page = knowledge.explanations.get(page_id)
    if page is None:
        raise Http404(page_id)
    sections = [
        {
            "heading": section.heading,
            "blocks": blocks(section.text),
            "status": say(STATUS_WORDS[section.status]),
            "sources": [knowledge.sources[source] for source in section.sources],
        }
        for section in page.sections
    ]
    about = [c for c in knowledge.conditions.values() if c.explanation == page_id]
    return render(request, "explanation.html", {"page": page, "sections": sections, "conditions": about})


def blocks(text: str) -> list[list[str] | str]:
    r"""Return the paragraphs of a text; a paragraph of dashes is a list of its lines.

    Examples:
        >>> blocks("One\nline.\n\nWatch for:\n- fever\n- a numb\n  leg")
        ['One line.', 'Watch for:', ['fever', 'a numb leg']]
    """
    found: list[list[str] | str] = []
    for paragraph in text.strip().split("\n\n"):
        before, *entries = ("\n" + paragraph.strip()).split("\n- ")
        found += [" ".join(before.split())] if before.strip() else []
        found += [[" ".join(entry.split()) for entry in entries]] if entries else []
    return found


@require_safe
def grounds(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Show what a fact rests on."""
    try:
        cited = cite(fact_id, spoken())
    except UnknownIdError as unknown:
        shown = {"fact_id": fact_id, "unknown": said_again(str(unknown))}
        return render(request, "grounds.html", shown, status=404)
    facts = [
        {
            "fact": fact,
            "kind": FOLDER_WORDS.get(fact.folder, fact.folder),
            "grounds": [(ground, say(STATUS_WORDS[ground.status])) for ground in fact.grounds],
            "address": reverse("evidence-fact", kwargs=_place_of(fact)),
        }
        for fact in cited
    ]
    has_ratios = any(fact.folder in WITH_RATIOS for fact in cited)
    return render(request, "grounds.html", {"fact_id": fact_id, "facts": facts, "has_ratios": has_ratios})


def _place_of(fact: Cited) -> dict[str, str]:
    """Return where the whole of a fact stands in the evidence browser: a part stands on that page."""
    kind = "methods" if fact.folder == "weighing" else fact.folder
    return {"kind": kind, "id_": fact.id.partition("/")[0]}
