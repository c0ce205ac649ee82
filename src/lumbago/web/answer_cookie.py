"""Where the answers of an interview live: a signed cookie of the person's own browser, until it closes."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

ENGINE = "django.contrib.sessions.backends.signed_cookies"


class AnswerCookieMiddleware:
    """Give each request its `answers`, and take them back with the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = import_module(ENGINE).SessionStore

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        name = settings.ANSWER_COOKIE_NAME
        answers = request.answers = self.store(request.COOKIES.get(name))
        response = self.get_response(request)
        if answers.accessed:
            patch_vary_headers(response, ("Cookie",))
        if answers.is_empty():
            if name in request.COOKIES:
                response.delete_cookie(name, path=settings.SESSION_COOKIE_PATH, samesite="Lax")
        elif answers.modified and response.status_code < 500:
            answers.save()
            response.set_cookie(
                name,
                answers.session_key,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
