"""Pages for what went wrong, each with what to do next."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lumbago.errors import ReportError
from lumbago.web.plain_faults import plain
from lumbago.wording.language import say_number

View = Callable[..., HttpResponse]


def post_only(view: View) -> View:
    """Answer anything but a POST with a page that says where to go instead."""

    @wraps(view)
    def respond(request: HttpRequest, **named: str) -> HttpResponse:
        return view(request, **named) if request.method == "POST" else not_by_link(request)

    return respond


def page(request: HttpRequest, status: int, title: str, problem: str, remedy: str) -> HttpResponse:
    """Return the page of one fault."""
    shown = {"title": title, "problem": problem, "remedy": remedy}
    return render(request, "fault.html", shown, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: something in the request cannot be read."""
    return page(
        request,
        400,
        _("We could not read that"),
        _("Something in what your browser sent cannot be read."),
        _("Go back and try once more, or start again."),
    )


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was opened too long ago, or cookies are off."""
    return page(
        request,
        403,
        _("This page is too old"),
        _("It was open for too long, or your browser refuses cookies, so we cannot tell that you sent it."),
        _("Allow cookies for this site, load the page again, and send it once more."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing lives at this address, or nothing that whoever asks may see; it does not say which."""
    shown = {
        "title": _("There is no such page"),
        "problem": _("Nothing that you may open lives here. What was kept at this address may be deleted."),
        "remedy": _("Check the address, or begin at the first page."),
        "offers_sign_in": not request.user.is_authenticated,
    }
    return render(request, "fault.html", shown, status=404)


def not_by_link(request: HttpRequest) -> HttpResponse:
    """405: an address that only a button leads to."""
    response = page(
        request,
        405,
        _("This address needs a button"),
        _("It does something, such as starting again or deleting, so it does not work as a link."),
        _("Go to the first page and use the button there."),
    )
    response["Allow"] = "POST"
    return response


def too_large(request: HttpRequest, *, limit: int) -> HttpResponse:
    """413: the body is larger than any honest report."""
    return page(
        request,
        413,
        _("That is too large to be a report"),
        _("file or text: it is larger than a report can be. A report has at most %(limit)s characters.")
        % {"limit": say_number(f"{limit:,}")},
        _("Choose the report.toml or report.json that holds one person's answers, or paste that alone."),
    )


def too_often(request: HttpRequest) -> HttpResponse:
    """429: what fills the database, takes long or is guessed was asked for too often from one network."""
    return page(
        request,
        429,
        _("Too many tries"),
        _("From your network, this was asked for very often in a short time."),
        _("Wait some minutes, then try again. Your data is safe."),
    )


def unreadable(request: HttpRequest, fault: ReportError) -> HttpResponse:
    """400: a report that a page sent along cannot be read."""
    told = plain(fault)
    title = _("We could not read that report")
    return page(request, 400, title, f"{told.field}: {told.problem}", told.remedy)


def own_fault(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing of the person's is lost, for it lives in their browser."""
    return page(
        request,
        500,
        _("Something broke on our side"),
        _("This is our fault, not yours. Your answers are still in your browser."),
        _("Load the page again. If you feel very ill, call a doctor; do not wait for this page."),
    )
