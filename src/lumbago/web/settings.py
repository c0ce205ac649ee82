"""Django's settings: no outside request, and nothing stored unless a person asks."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from lumbago.web import deployment as deploying
from lumbago.web.data_folder import data_folder, secret_key

HERE = Path(__file__).parent
DATA = data_folder()
DEPLOYMENT = deploying.deployment(os.environ)

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = list(DEPLOYMENT.hosts)
ROOT_URLCONF = "lumbago.web.urls"
WSGI_APPLICATION = "lumbago.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "lumbago.web.apps.WebConfig",
    "lumbago.web.people",
    "lumbago.web.clinic",
    "lumbago.web.offline",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lumbago.web.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "lumbago.web.packed.PackedFilesMiddleware",
    "lumbago.web.people.watching.watching_middleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lumbago.web.answer_cookie.AnswerCookieMiddleware",
    "lumbago.web.languages.SpeakingMiddleware",
    "lumbago.web.offline.marking.marking_middleware",
    "lumbago.web.sizes.refuse_large_uploads",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lumbago.web.people.sessions.ending_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lumbago.web.people.whole_pages.whole_pages_middleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lumbago.web.people.guard.GuardMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lumbago.web.people.showing.people",
                "lumbago.web.demo.banner.banner",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = deploying.databases(os.environ, DATA)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cached",
        # Limits are counted there. Were it small, a crowd of addresses would push others' counts out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What is the same on every page of a language, as `{% cache %}` keeps it: nothing of anybody.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Who is signed in lives on this machine, so that signing out ends it everywhere at once. Answers of an
# interview live in the person's own browser, until they close it (`answer_cookie`).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = DEPLOYMENT.cookie("session")
SESSION_COOKIE_AGE = 14 * 86_400
# Looked at by `people.sessions`: since somebody signed in, and since they were last seen.
SESSION_LASTS = 14 * 86_400
SESSION_IDLE, SESSION_IDLE_OF_CLINICIANS = 3 * 86_400, 8 * 3_600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ANSWER_COOKIE_NAME = DEPLOYMENT.cookie("answers")
DEVICE_COOKIE_NAME = DEPLOYMENT.cookie("device")
CSRF_COOKIE_NAME = DEPLOYMENT.cookie("csrftoken")
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lumbago.web.views.faults.forbidden"
CSRF_TRUSTED_ORIGINS = list(DEPLOYMENT.origins)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = DEPLOYMENT.is_https
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{DEPLOYMENT.prefix}/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

FORCE_SCRIPT_NAME = DEPLOYMENT.prefix or None
# Believed only where LUMBAGO_URL says that a proxy with HTTPS stands in front.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DEPLOYMENT.is_https else None
SECURE_HSTS_SECONDS = 365 * 86_400 if DEPLOYMENT.is_https else 0
# Below a sub-path the host is not ours alone, and what lies below it is for its owner to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = DEPLOYMENT.is_https and not DEPLOYMENT.prefix
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "lumbago.web.people.passwords.NotOurWords"},
    {"NAME": "lumbago.web.people.passwords.NotInARow"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "lumbago.web.people.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
PASSWORD_RESET_TIMEOUT = 3_600
# Failed logins are counted twice: by address (axes, for every worker), and by name however many addresses
# guess. Nobody can lock another out from one address. "shared": wrong codes of links; the rest: `limits`.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "50/h/key",
    "shared": "10/10m/ip",
    "keep": "200/h/ip",
    "written": "60/10m/ip",
    "take_away": "60/10m/ip",
}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lumbago"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DEPLOYMENT.is_https
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lumbago.web.people.accounts.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["password", "username"]
IS_DEMONSTRATION = os.environ.get("LUMBAGO_DEMO") == "yes"
SIGN_UP_IS_OPEN = os.environ.get("LUMBAGO_SIGN_UP", "open") != "closed"
vars().update(deploying.email(os.environ))

# Errors go to the terminal with the place in our code, never with what a person sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_words": {"()": "lumbago.web.quiet.WithoutWords"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["no_words"], "formatter": "short"},
        "security": {"class": "logging.StreamHandler", "formatter": "short"},
    },
    "formatters": {
        "short": {
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Written by `people.watching` alone: names of addresses, ids and numbers.
        "lumbago.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
    },
}

STATIC_URL = f"{DEPLOYMENT.prefix}/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("es", "Español"), ("de", "Deutsch")]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = DEPLOYMENT.cookie("language")
LANGUAGE_COOKIE_AGE = 365 * 86_400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = DEPLOYMENT.is_https
LANGUAGE_COOKIE_PATH = f"{DEPLOYMENT.prefix}/"
USE_TZ = True
TIME_ZONE = os.environ.get("TZ") or "UTC"
DATE_FORMAT = "j F Y"
