"""Whether this instance is well, for the programs that watch it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lumbago.knowledge import current
from lumbago.web.models import KeptAssessment


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say whether knowledge is loaded and the database answers."""
    try:
        KeptAssessment.objects.exists()
    except DatabaseError:
        return JsonResponse({"status": "broken", "database": "does not answer"}, status=503)
    return JsonResponse(
        {
            "status": "ok",
            "database": "ready",
            "knowledge_version": current().version,
            "address": request.build_absolute_uri(reverse("home")),  # as seen here: `lumbago doctor --url`
        }
    )
