"""In which language somebody is answered: the one they chose, else the one their browser asks for.

request -> Django's active language, and the same for every sentence and fact
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from lumbago.knowledge import Knowledge, current
from lumbago.knowledge.languages import in_language
from lumbago.wording.language import speaking, spoken_language

GetResponse = Callable[[HttpRequest], HttpResponse]


def speaking_middleware(get_response: GetResponse) -> GetResponse:
    """Speak the language that Django's LocaleMiddleware, which comes before, found for a request."""

    def respond(request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or ""):
            return get_response(request)

    return respond


def spoken() -> Knowledge:
    """Return knowledge in the language of the request: what is shown. What decides is `current()`."""
    return in_language(current(), spoken_language())
