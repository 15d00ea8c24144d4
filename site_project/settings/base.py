"""Settings shared by every way of running the site, safe by default.

Nothing here is loosened for development: ``dev`` and ``test`` loosen what they must, by name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from operations.inlined import SCRIPT, STYLE

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
"""Everything that one install makes for itself; git ignores it, a backup holds it."""

DEBUG = False
IS_DEMO = False
"""The local demo counts as launched, so that what is seen is what will be."""
SHOW_STYLEGUIDE = False
"""Whether /styleguide/ shows every component in every state."""

ALLOWED_HOSTS: list[str] = []
SITE_URL = "http://localhost"
"""Where visitors find the site: scheme, host and port, no path. ``migrate`` writes it to
Wagtail's site record, which is what every page reads."""

APPOINTMENT_KEYS = ""
"""What requests for an appointment are encrypted with: ``NAME:BASE64``, separated by commas."""

TRUSTED_PROXIES: list[str] = []
"""Addresses and networks whose ``X-Forwarded-*`` headers are believed."""

ROOT_URLCONF = "site_project.urls"
WSGI_APPLICATION = "site_project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The project's own packages first, highest first: their templates win over Wagtail's.
INSTALLED_APPS = [
    # Before Wagtail's redirects: its command for importing them takes the place of theirs.
    "seo",
    # Before the others: it has made its redirects when `locations` hears that a page has moved.
    "wagtail.contrib.redirects",
    "home",
    "faq_pages",
    "locations",
    "appointments",
    "editorial",
    "clinic",
    "navigation",
    "counts",
    "images",
    "sign_in",
    "operations",
    "page_cache",
    "wagtailseo",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    # Wagtail's accounts, where only an administrator can make an administrator.
    "home.accounts_app.AccountsConfig",
    "wagtail.snippets",
    # The admin looks up the address of its document list on every screen, so it stays installed.
    "wagtail.documents",
    "wagtail.images",
    "wagtail.locales",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "phonenumber_field",
    "csp",
    "django_otp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    # Before staticfiles, so that "runserver" leaves static files to WhiteNoise too.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "operations.middleware.CrossOriginResourcePolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    # Above WhiteNoise stand the headers that static files carry too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Hides the length of what it compresses, against BREACH. WhiteNoise compresses its own files.
    "django.middleware.gzip.GZipMiddleware",
    "operations.middleware.AdminContentPolicyMiddleware",
    "seo.middleware.LaunchMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seo.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sign_in.middleware.SecondFactorMiddleware",
    "seo.middleware.RevocableRedirectMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "seo.gone_addresses.GoneMiddleware",
    "operations.refusals.PublishRefusalMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database ------------------------------------------------------------------------------------

SQLITE_OPTIONS: dict[str, Any] = {
    # A transaction that will write takes the write lock when it begins, and waits its turn,
    # instead of failing half way with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA busy_timeout=20000;"
    ),
}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "db.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
}

# People who sign in --------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
SECOND_FACTOR_REQUIRED = False
"""Whether everybody needs a second factor in the editor, whatever is set there."""

# Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
"""Of the pages without a prefix in their address."""
LANGUAGE_NAMES = {"en": "English", "es": "Español"}
"""Every language that the site has words for, in ``locale/`` and ``clinic/date_words.py``."""
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Los_Angeles"
PHONENUMBER_DEFAULT_REGION = "US"
PHONENUMBER_DB_FORMAT = "E164"

# Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# The pictures of the guide are shown in the editor too.
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "images")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Browsers ask for the icon at the root of the site, whatever a page says.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"

# A long page with many blocks posts thousands of fields; pictures have a limit of their own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# What readers do -----------------------------------------------------------------------------

COUNT_VISITS = True
INDEXNOW_ENDPOINT = "https://api.indexnow.org/indexnow"
"""Where search engines that take part in IndexNow are told of pages; they tell each other."""

# Headers and cookies -------------------------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The editor shows previews of public pages in a frame of its own.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY, which would end those previews

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "appointments.views.public.csrf_failed"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # Nothing inline but the site's own script and stylesheet, by their hashes.
        "script-src": [SELF, SCRIPT.source],
        "style-src": [SELF, STYLE.source],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# Nothing on the site asks the browser for any of these.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}

# Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Bay Area Ketamine Center"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "operations.rich_text_box.NamedRichTextArea"}
}
# The words of our own screens are English alone.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
# The machine's own list holds names that browsers do not know, "localtime" for one.
WAGTAIL_USER_TIME_ZONES = [
    "America/Los_Angeles",
    "America/Denver",
    "America/Phoenix",
    "America/Chicago",
    "America/New_York",
    "America/Anchorage",
    "Pacific/Honolulu",
    "UTC",
]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.services.approvals.publish_what_was_approved"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "editorial.image_form.ReadImageForm"
# No SVG: it can carry script.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

# E-mail --------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = "site@localhost"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
