"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbago.web.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from lumbago.web.proxy import behind_proxy  # noqa: E402
from lumbago.web.sizes import in_time  # noqa: E402 - its pages need Django to be set up

application = behind_proxy(in_time(application), settings.DEPLOYMENT)
