"""How many rows each table has, to prove that nothing was written."""

from __future__ import annotations

from django.db import connection

# Signing in writes here; so does the first look at anything, which finds settings and profiles
# missing and stores the empty ones.
VOLATILE = {
    "django_session",
    "sqlite_sequence",
    "clinic_launchsettings",
    "appointments_appointmentsettings",
    # What such a first look stores is noted as a change of what visitors read.
    "seo_changedtag",
    "wagtailseo_seosettings",
    "wagtailusers_userprofile",
}


def row_counts() -> dict[str, int]:
    """Return the number of rows of every table but the volatile ones."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in VOLATILE:
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
                counts[table] = cursor.fetchone()[0]
    return counts
