"""Settings for the tests: no network, cheap passwords, a database file of their own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from site_project.environment import read_database_url
from site_project.settings.base import *  # noqa: F403
from site_project.settings.base import DATABASES, SQLITE_OPTIONS, STORAGES

SHOW_STYLEGUIDE = True
IS_DEMO = os.environ.get("DEMO", "1") != "0"
SECRET_KEY = "a key for tests alone, that signs nothing outside them"  # noqa: S105
APPOINTMENT_KEYS = "tests:rXh0hW8kq2o1u7yZC5m3JtB9vFpQeLxSdG4nUaKiRwE="
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", "example.com"]

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

if TEST_DATABASE_URL := os.environ.get("TEST_DATABASE_URL"):
    DATABASES["default"] = read_database_url(TEST_DATABASE_URL)
else:
    # Nothing that a test writes has to survive a power cut.
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {
        "init_command": SQLITE_OPTIONS["init_command"] + " PRAGMA synchronous=OFF;"
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="test-media-"))
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400
