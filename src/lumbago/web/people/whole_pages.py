"""Pages of accounts come whole, never as a part that is put into another page.

boosted request -> "load that address"

Their scripts, which talk to keys, begin when a page is loaded. In a part that is exchanged they would not,
and "Sign in with a passkey" would be a button that does nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

ACCOUNT = "/account/"


def whole_pages_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Have a browser load such a page, also when another page led on to it."""

    def respond(request: HttpRequest) -> HttpResponse:
        is_part = request.method == "GET" and request.htmx.boosted and request.path_info.startswith(ACCOUNT)
        if not is_part:
            return get_response(request)
        response = HttpResponseClientRedirect(request.get_full_path())
        add_never_cache_headers(response)
        return response

    return respond
