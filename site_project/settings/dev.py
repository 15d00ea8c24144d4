"""Settings for one person's machine: ``manage.py`` on its own, and ``make run``.

``make run`` sets ``DEBUG=0``, so that the demo shows what a visitor would see, error pages and
hashed static files included. Everything else here leaves ``DEBUG`` on.
"""

from __future__ import annotations

import os

from appointments.rules.keys import new_keys
from site_project.install_secret import read_or_create_secret
from site_project.settings.base import *  # noqa: F403
from site_project.settings.base import STORAGES, VAR_DIR

DEBUG = os.environ.get("DEBUG", "1") != "0"
SHOW_STYLEGUIDE = True
COUNT_VISITS = os.environ.get("COUNT_VISITS", "1") != "0"
IS_DEMO = os.environ.get("DEMO", "1") != "0"

SECRET_KEY = os.environ.get("SECRET_KEY") or read_or_create_secret(VAR_DIR / "secret_key")
APPOINTMENT_KEYS = os.environ.get("APPOINTMENT_KEYS") or read_or_create_secret(
    VAR_DIR / "appointment_keys", make=new_keys
)
SITE_URL = os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

# Plain HTTP on the loopback.
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
