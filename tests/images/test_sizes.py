"""Pictures have their sizes before a visitor asks for one."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from images.due_work import make_picture_sizes
from images.models import CustomImage, CustomRendition
from images.renditions import picture_data
from images.sizes import existing_sizes, registered_sizes
from tests.images.hostile_files import picture, upload
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_sizes_of_other_tests() -> None:
    """Forget what Wagtail remembers of pictures that had the same numbers and were rolled back."""
    caches["default"].clear()


def lose_sizes(image: CustomImage) -> CustomImage:
    for rendition in image.renditions.all():
        rendition.delete()
    return CustomImage.objects.get(pk=image.pk)


def add(client: Client, address: str, **fields: object) -> CustomImage:
    client.post(address, {"title": "A picture", "depicts": "nobody"} | fields)
    return CustomImage.objects.get()


def test_they_are_made_with_the_upload_and_again_with_another_file(
    admin_client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = add(admin_client, reverse("wagtailimages:add"), file=upload("a.png", picture()))
    first = existing_sizes(image, *registered_sizes())
    assert set(first) == set(registered_sizes())
    address = reverse("wagtailimages:edit", args=[image.pk])
    with django_capture_on_commit_callbacks(execute=True):
        image = add(admin_client, address, file=upload("b.png", picture(size=(90, 60))))
    assert (image.width, image.height) == (90, 60)
    second = existing_sizes(image, *registered_sizes())
    assert set(second) == set(registered_sizes())
    assert {each.url for each in first.values()}.isdisjoint(each.url for each in second.values())


def test_a_page_makes_none_and_goes_without() -> None:
    image = lose_sizes(make_picture())
    assert picture_data(image) is None
    assert not CustomRendition.objects.exists()


def test_scheduled_work_makes_what_is_missing_and_names_lost_files() -> None:
    kept, lost = lose_sizes(make_picture("Kept")), lose_sizes(make_picture("Lost"))
    lost.file.storage.delete(lost.file.name)
    complete = make_picture("Complete")
    before = set(complete.renditions.values_list("pk", flat=True))
    told = make_picture_sizes(timezone.now())
    assert told == "1 pictures made in their sizes, 1 pictures have lost their file"
    assert picture_data(kept) is not None
    assert picture_data(lost) is None
    assert set(complete.renditions.values_list("pk", flat=True)) == before
    assert make_picture_sizes(timezone.now()) == "1 pictures have lost their file"


def test_a_moved_focal_point_makes_the_cut_sizes_anew(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    image = make_picture()
    image.focal_point_x = image.focal_point_y = 10
    image.focal_point_width = image.focal_point_height = 8
    assert not existing_sizes(image, *registered_sizes())
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert existing_sizes(image, *registered_sizes())
