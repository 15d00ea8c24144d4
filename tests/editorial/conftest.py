"""What tests of medical review start from: a small site, an editor, a manager and a reviewer."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from clinic.models import Person
from editorial.models import MedicalReviewer
from editorial.services.reviewers import name_reviewer
from home.roles import MARKETING_EDITORS, SITE_MANAGERS
from tests.factories import SmallSite, make_person, make_site
from tests.whole_site import whole_site

__all__ = ["whole_site"]


@pytest.fixture
def site(db: None) -> SmallSite:
    """One page of every type, published before anybody could sign."""
    return make_site()


def make_user(name: str, group: str) -> User:
    """Store somebody with a role."""
    user = User.objects.create_user(name, f"{name}@clinic.example", "a long enough password")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db: None) -> User:
    """A marketing editor."""
    return make_user("marketing", MARKETING_EDITORS)


@pytest.fixture
def manager(db: None) -> User:
    """A site manager."""
    return make_user("manager", SITE_MANAGERS)


@pytest.fixture
def doctor(db: None) -> Person:
    """A clinician whom visitors can see."""
    return make_person("Ann Test")


@pytest.fixture
def reviewer(site: SmallSite, manager: User, doctor: Person) -> MedicalReviewer:
    """The first reviewer, named by a manager; from now on clinical text needs a signature."""
    account = User.objects.create_user("ann", "ann@clinic.example", "a long enough password")
    return name_reviewer(account=account, person=doctor, user=manager)
