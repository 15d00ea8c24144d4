"""Settings for a real site: everything that differs between sites comes from the environment.

The table of variables is in ``docs/operations.md``.
"""

from __future__ import annotations

import os

from site_project.environment import read_environment
from site_project.settings.base import *  # noqa: F403
from site_project.settings.base import (
    DATABASES,
    INSTALLED_APPS,
    LANGUAGE_NAMES,
    SQLITE_OPTIONS,
    VAR_DIR,
)

_environment = read_environment(os.environ)

SECRET_KEY = _environment["SECRET_KEY"]
SECRET_KEY_FALLBACKS = _environment["SECRET_KEY_FALLBACKS"]
SITE_URL = WAGTAILADMIN_BASE_URL = _environment["SITE_URL"]
APPOINTMENT_KEYS = _environment["APPOINTMENT_KEYS"]
ALLOWED_HOSTS = _environment["ALLOWED_HOSTS"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

_data_dir = _environment["DATA_DIR"] or VAR_DIR
MEDIA_ROOT = _data_dir / "media"
STATIC_ROOT = _data_dir / "static"
DATABASES["default"]["NAME"] = _data_dir / "db.sqlite3"
if _environment["DATABASE_URL"]:
    DATABASES["default"] = _environment["DATABASE_URL"]
    if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    else:
        DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

if _environment["CACHE_URL"]:
    CACHES = {"default": _environment["CACHE_URL"]}

_email = _environment["EMAIL_URL"]
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"] or (465 if _email.get("EMAIL_USE_SSL") else 587)
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = _environment[
    "DEFAULT_FROM_EMAIL"
]

LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    (code, LANGUAGE_NAMES[code]) for code in _environment["SITE_LANGUAGES"]
]
if len(LANGUAGES) > 1:
    WAGTAIL_I18N_ENABLED = True
    # "Translate" in the editor.
    INSTALLED_APPS.append("wagtail.contrib.simple_translation")

COUNT_VISITS = _environment["COUNT_VISITS"]
TRUSTED_PROXIES = _environment["TRUSTED_PROXIES"]
SECOND_FACTOR_REQUIRED = _environment["SECOND_FACTOR"] == "required"
# A probe on the machine itself speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
