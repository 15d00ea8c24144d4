"""Faults in pages: their links, their words, their pictures, their dates."""

from __future__ import annotations

from datetime import timedelta

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from home.models import ContentPage
from navigation.models import Menu, MenuItem
from tests.editorial.seeded_site import NOW, Fault
from tests.factories import SmallSite, add_page, publish
from tests.whole_site import make_picture


def broken_typed_link(site: SmallSite) -> Fault:
    return _introduction(site, '<p>See <a href="/no-such-page/?a=1#b">this</a>.</p>')


def broken_page_link(site: SmallSite) -> Fault:
    return _introduction(site, '<p>See <a linktype="page" id="999999">this</a>.</p>')


def _introduction(site: SmallSite, text: str) -> Fault:
    def change(introduction: str) -> None:
        page = type(site.hub).objects.get(pk=site.hub.pk)
        page.introduction = introduction
        publish(page)

    change(text)
    return Fault(
        kind="broken-links",
        titles=("Areas we serve",),
        mend=lambda: change(
            '<p>See <a href="http://localhost/contact/">this</a>, <a href="tel:1">'
        ),
        anchor="#panel-child-content-introduction-section",
    )


def chosen_page_not_live(site: SmallSite) -> Fault:
    extra = add_page(site.home, ContentPage(title="Extra", slug="extra", search_description="E."))
    menu = Menu.objects.get()
    menu.items.add(MenuItem(page=extra, sort_order=9))
    publish(menu)
    type(extra).objects.get(pk=extra.pk).unpublish()

    def mend() -> None:
        menu.items.remove(menu.items.get(page=extra))
        publish(menu)

    return Fault(
        kind="broken-links",
        titles=("Top of every page",),
        mend=mend,
        anchor="#panel-links-section",
    )


def missing_description(site: SmallSite) -> Fault:
    return _describe(site, "", ("About",))


def same_description(site: SmallSite) -> Fault:
    return _describe(site, "what the page  CONTACT answers.", ("About", "Contact"))


def _describe(site: SmallSite, text: str, titles: tuple[str, ...]) -> Fault:
    def change(description: str) -> None:
        page = ContentPage.objects.get(pk=site.about.pk)
        page.search_description = description
        publish(page)

    change(text)
    return Fault(
        kind="titles",
        titles=titles,
        mend=lambda: change("Who we are."),
        anchor="#panel-child-promote-search_and_sharing-section",
    )


def same_title(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.seo_title = "One title"
    publish(page)
    contact = type(site.contact).objects.get(pk=site.contact.pk)
    contact.seo_title = "One title"
    publish(contact)

    def mend() -> None:
        page.seo_title = "Another title"
        publish(page)

    return Fault(
        kind="titles",
        titles=("About", "Contact"),
        mend=mend,
        anchor="#panel-child-promote-search_and_sharing-section",
    )


def orphan(site: SmallSite) -> Fault:
    page = add_page(site.home, ContentPage(title="Alone", slug="alone", search_description="A."))

    def mend() -> None:
        menu = Menu.objects.get()
        menu.items.add(MenuItem(page=page, sort_order=9))
        publish(menu)

    return Fault(kind="orphan-pages", titles=("Alone",), mend=mend)


def redirect_to_a_page_not_live(site: SmallSite) -> Fault:
    draft = ContentPage(title="Gone", slug="gone", live=False)
    site.home.__class__.objects.get(pk=site.home.pk).add_child(instance=draft)
    redirect = Redirect.objects.create(old_path="/old", redirect_page=draft)
    return Fault(
        kind="redirects",
        titles=("/old",),
        mend=lambda: Redirect.objects.filter(pk=redirect.pk).update(redirect_page=site.about),
        anchor="#id_redirect_page",
    )


def redirect_to_no_address(site: SmallSite) -> Fault:
    redirect = Redirect.objects.create(old_path="/old", redirect_link="/nowhere/")
    return Fault(
        kind="redirects",
        titles=("/old",),
        mend=lambda: Redirect.objects.filter(pk=redirect.pk).update(redirect_link="/contact/"),
        anchor="#id_redirect_link",
    )


def picture_without_description(site: SmallSite) -> Fault:
    picture = make_picture("IMG_0001")
    picture.description = ""
    picture.save()
    contact = type(site.contact).objects.get(pk=site.contact.pk)
    contact.picture = picture
    publish(contact)

    def mend() -> None:
        picture.description = "The waiting room."
        picture.save()

    return Fault(
        kind="pictures-without-description",
        titles=("IMG_0001",),
        mend=mend,
        anchor="#id_description",
    )


def picture_in_a_text(site: SmallSite) -> Fault:
    picture = make_picture("Front door")
    embed = '<embed embedtype="image" id="{}" alt="{}" format="left"/>'

    def change(words: str) -> None:
        page = type(site.hub).objects.get(pk=site.hub.pk)
        page.introduction = f"<p>See.</p>{embed.format(picture.pk, words)}"
        publish(page)

    change("IMG_0001.jpg")
    return Fault(
        kind="pictures-in-texts",
        titles=("Areas we serve",),
        mend=lambda: change("The front door, with a ramp."),
        anchor="#panel-child-content-introduction-section",
    )


def forgotten_draft(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.title = "About us"
    revision = page.save_revision()
    page.revisions.update(created_at=NOW - timedelta(days=14))
    revision.refresh_from_db()
    return Fault(kind="forgotten-drafts", titles=("About us",), mend=revision.publish)


def failed_publishing(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    revision = page.save_revision()
    moment = NOW - timedelta(minutes=16)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment)
    return Fault(
        kind="failed-dates",
        titles=("About",),
        mend=lambda: Revision.objects.get(pk=revision.pk).publish(),
    )


def failed_unpublishing(site: SmallSite) -> Fault:
    pages = ContentPage.objects.filter(pk=site.about.pk)
    pages.update(expire_at=NOW - timedelta(minutes=16))
    return Fault(kind="failed-dates", titles=("About",), mend=lambda: pages.update(expire_at=None))


def risky_claim(site: SmallSite) -> Fault:
    page = ContentPage.objects.get(pk=site.about.pk)
    page.introduction = "<p>Ketamine is completely safe.</p>"
    publish(page)

    def mend() -> None:
        page.introduction = "<p>Ketamine has risks.</p>"
        publish(page)

    return Fault(
        kind="claims",
        titles=("About",),
        mend=mend,
        anchor="#panel-child-content-claims_that_need_care-section",
    )
