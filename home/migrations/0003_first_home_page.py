"""Turns the welcome page that Wagtail makes into the site's home page.

The row in Wagtail's page table stays, and with it the tree, the site record and the address; only
the page's type changes. A site whose root was already chosen is left alone.
"""

from typing import Any

from django.db import migrations


def make_home_page(apps: Any, schema_editor: Any) -> None:
    welcome = _welcome_page(apps)
    if welcome is None:
        return
    content_type = _content_type(apps, "home", "homepage")
    apps.get_model("wagtailcore", "Page").objects.filter(pk=welcome.pk).update(
        title="Home", draft_title="Home", content_type=content_type
    )
    home = apps.get_model("home", "HomePage")(page_ptr_id=welcome.pk)
    # Raw: the row of the parent table is there already.
    home.save_base(raw=True)


def restore_welcome_page(apps: Any, schema_editor: Any) -> None:
    plain = _content_type(apps, "wagtailcore", "page")
    for home in apps.get_model("home", "HomePage").objects.filter(depth=2, slug="home", numchild=0):
        apps.get_model("wagtailcore", "Page").objects.filter(pk=home.pk).update(content_type=plain)
        home.delete(keep_parents=True)


def _welcome_page(apps: Any) -> Any:
    """Return the root page of the default site if it is still the one that Wagtail made."""
    sites = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True)
    site = sites.select_related("root_page").first()
    if site is None:
        return None
    page = site.root_page
    untouched = page.depth == 2 and page.numchild == 0 and page.latest_revision_id is None
    is_plain = page.content_type_id == _content_type(apps, "wagtailcore", "page").pk
    return page if untouched and is_plain else None


def _content_type(apps: Any, app_label: str, model: str) -> Any:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _created = content_types.get_or_create(app_label=app_label, model=model)
    return content_type


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_home_page, restore_welcome_page)]
