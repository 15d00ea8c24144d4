"""There is one form that signs people in, wherever Wagtail or Django bring another."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.test import Client
from django.urls import get_resolver, resolve
from wagtail.models import PageViewRestriction

from seo.languages import path_in
from sign_in.views.entrance import SignInView
from tests.factories import SmallSite, make_site
from tests.project.admin_addresses import walk
from tests.sign_in.people import PASSWORD, SIGN_IN, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return make_site()


def test_every_address_of_a_sign_in_form_is_answered_by_ours() -> None:
    forms = [
        name
        for name, pattern in walk(get_resolver(), ())
        if issubclass(getattr(pattern.callback, "view_class", object), LoginView)
    ]
    assert {"sign_in:password", "wagtailadmin_login", "wagtailcore_login"} <= set(forms)
    for name in forms:
        for language, _label in settings.LANGUAGES:
            view = resolve(path_in(language, name)).func.view_class
            assert view is SignInView or not issubclass(view, LoginView), (name, language)


def test_a_private_page_leads_to_our_form_and_back(site: SmallSite) -> None:
    PageViewRestriction.objects.create(page=site.about, restriction_type="login")
    make_editor()
    client = Client()
    answer = client.get(site.about.url, follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"{SIGN_IN}?next={site.about.url}"
    answer = client.post(
        SIGN_IN, {"username": "ann", "password": PASSWORD, "next": site.about.url}, follow=True
    )
    assert answer.redirect_chain == [(site.about.url, 302)]
    assert answer.status_code == 200


def test_a_password_sent_to_wagtails_address_signs_nobody_in() -> None:
    make_editor()
    client = Client()
    answer = client.post("/_util/login/", {"username": "ann", "password": PASSWORD})
    assert answer.headers["Location"] == SIGN_IN
    assert "_auth_user_id" not in client.session
