"""In which language somebody is answered: the one they chose, else the one their browser asks for.

request -> Django's active language, and the same for every sentence and fact
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language, override

from lumbago.knowledge import Knowledge, current
from lumbago.knowledge.languages import in_language
from lumbago.wording.language import speaking, spoken_language


class SpeakingMiddleware(LocaleMiddleware):
    """Find the language of a request as Django does, speak it everywhere, and forget it afterwards.

    Django alone leaves it behind in the thread, for whatever that does next.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        with override(settings.LANGUAGE_CODE):
            self.process_request(request)
            with speaking(get_language() or ""):
                response = self.get_response(request)
            return self.process_response(request, response)


def spoken() -> Knowledge:
    """Return knowledge in the language of the request: what is shown. What decides is `current()`."""
    return in_language(current(), spoken_language())
