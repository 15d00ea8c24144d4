"""A file of redirects from its upload to a visitor who is sent on."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Site

from home.models import ContentPage, HomePage
from home.roles import SITE_MANAGERS
from seo.due_work import forget_redirect_files
from seo.models import GoneAddress, RedirectUpload
from seo.redirect_planning import plan_redirects, read_file
from seo.services.redirect_import import import_redirects
from tests.factories import add_page, make_home

pytestmark = pytest.mark.django_db

IMPORT = "/admin/redirects/import/"
UTF_16 = "old;new\n/a;/faq/\n".encode("utf-16")


@pytest.fixture
def home() -> HomePage:
    return make_home()


@pytest.fixture
def page(home: HomePage) -> ContentPage:
    return add_page(home, ContentPage(title="Costs", slug="costs", introduction="<p>A</p>"))


@pytest.fixture
def manager(client: Client) -> Client:
    user = User.objects.create_user("mia")
    user.groups.add(Group.objects.get(name=SITE_MANAGERS))
    client.force_login(user)
    return client


def upload(client: Client, content: bytes, name: str = "old.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def look_and_import(client: Client, content: bytes, **posted: Any) -> Any:
    address = upload(client, content).headers["Location"]
    checksum = client.get(address).context["plan"].checksum
    return client.post(address, {"checksum": checksum, **posted})


def stored() -> dict[str, str]:
    return {one.old_path: one.redirect_link or str(one.redirect_page) for one in _all()}


def _all() -> Any:
    return Redirect.objects.select_related("redirect_page").order_by("old_path")


@pytest.mark.parametrize(
    "content",
    [
        b"old,new\n/cost.html,/costs/\n",
        b"\xef\xbb\xbfold;new\r\n/cost.html;/costs/\r\n",
        b"Old\tNew\n/cost.html\t/costs/\n",
        b'"from","to"\n"/cost.html","/costs/"\n',
    ],
)
def test_a_visitor_of_an_old_address_is_sent_on(
    manager: Client, page: ContentPage, content: bytes
) -> None:
    address = upload(manager, content).headers["Location"]
    assert "1 redirect would be stored" in manager.get(address).content.decode()
    assert not Redirect.objects.exists()
    checksum = manager.get(address).context["plan"].checksum
    assert manager.post(address, {"checksum": checksum}).status_code == 302
    response = manager.get("/cost.html")
    assert (response.status_code, response.headers["Location"]) == (301, "/costs/")
    entry = ModelLogEntry.objects.get(action="seo.import_redirect")
    assert (entry.label, entry.user.username) == ("/cost.html", "mia")


def test_a_workbook_is_read_too(manager: Client, page: ContentPage) -> None:
    book, file = Workbook(), BytesIO()
    for row in (["old", "new", "permanent"], ["/cost.html", "/costs/", False]):
        book.active.append(row)
    book.save(file)
    address = upload(manager, file.getvalue(), "old.xlsx").headers["Location"]
    manager.post(address, {"checksum": manager.get(address).context["plan"].checksum})
    assert manager.get("/cost.html").status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.csv", b"", "file is empty"),
        ("old.csv", UTF_16, "saved as UTF-16"),
        ("old.csv", b"old,new\n/caf\xe9,/costs/\n", "not saved as UTF-8"),
        ("old.csv", b'old,new\n"/a,/costs/\n', "quotation mark"),
        ("old.csv", b"old,new\n" + b"a" * 200_000, "longer than 100,000"),
        ("old.csv", b"PK\x03\x04...", "no CSV file but a workbook"),
        ("old.xlsx", b"PK\x03\x04...", "cannot be read"),
        ("old.pdf", b"%PDF", "has to end in .csv or .xlsx"),
        ("old.csv", b"old,new\n" + b"/a,/b\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(
    manager: Client, page: ContentPage, name: str, content: bytes, said: str
) -> None:
    response = upload(manager, content, name)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not RedirectUpload.objects.exists()


def test_one_bad_row_keeps_all_out_unless_the_good_ones_are_wanted(
    manager: Client, page: ContentPage
) -> None:
    content = b"old,new\n/a,/costs/\n/b,/nowhere/\n<script>,/costs/\n"
    address = upload(manager, content).headers["Location"]
    html = manager.get(address).content.decode()
    assert "2 rows cannot be imported" in html
    assert "There is no page at /nowhere" in html
    assert '<td data-label="In the file">&lt;script&gt;</td>' in html
    assert look_and_import(manager, content).status_code == 409
    assert stored() == {}
    assert look_and_import(manager, content, good_rows="1").status_code == 302
    assert stored() == {"/a": "Costs"}
    rejected = manager.get(f"{address}rejected.csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in rejected.splitlines()] == ["old", "/b", "<script>"]
    assert "There is no page" in rejected


def test_importing_twice_changes_nothing(manager: Client, page: ContentPage) -> None:
    content = b"old,new\n/a,/costs/\n/b,https://other.example/\n/c,/costs/#how\n"
    look_and_import(manager, content)
    before = list(Redirect.objects.order_by("pk").values())
    look_and_import(manager, content)
    assert list(Redirect.objects.order_by("pk").values()) == before
    assert ModelLogEntry.objects.filter(action="seo.import_redirect").count() == 3
    address = upload(manager, content).headers["Location"]
    assert "Nothing to do" in manager.get(address).content.decode()


def test_a_redirect_that_is_there_already_shows_where_it_leads_now(
    manager: Client, home: HomePage, page: ContentPage
) -> None:
    Redirect.add_redirect("/a", home, automatically_created=True)
    Redirect.add_redirect("/older", "/b")
    address = upload(manager, b"old,new\n/a,/costs/\n/b,/costs/\n").headers["Location"]
    items = manager.get(address).context["plan"].items
    assert [(one.path, one.step, one.before, one.shown) for one in items] == [
        ("/a", "change", "/", "/costs/"),
        ("/b", "create", "", "/costs/"),
        ("/older", "change", "/b", "/costs/"),
    ]
    manager.post(address, {"checksum": manager.get(address).context["plan"].checksum})
    assert stored() == dict.fromkeys(("/a", "/b", "/older"), "Costs")


def test_a_redirect_that_wagtail_made_is_kept_from_now_on(
    home: HomePage, page: ContentPage
) -> None:
    """Wagtail throws its own away when a page comes back to an address."""
    made = Redirect.add_redirect("/a", page, automatically_created=True)
    rows, unreadable, _cells = read_file("a.csv", BytesIO(b"old,new\n/a,/costs/\n"), 20)
    for count in (1, 0):
        plan = import_redirects(
            rows=rows, unreadable=unreadable, site=Site.objects.get(), user=None
        )
        assert len(plan.to_write) == count
    made.refresh_from_db()
    assert (made.redirect_page_id, made.automatically_created) == (page.pk, False)


def test_what_changed_since_somebody_looked_is_shown_before_anything_is_stored(
    manager: Client, home: HomePage, page: ContentPage
) -> None:
    address = upload(manager, b"old,new\n/a,/costs/\n").headers["Location"]
    checksum = manager.get(address).context["plan"].checksum
    Redirect.add_redirect("/a", home)
    response = manager.post(address, {"checksum": checksum})
    assert response.status_code == 409
    assert "Something changed since you looked" in response.content.decode()
    assert stored() == {"/a": str(home)}


def test_an_address_taken_down_stays_down(home: HomePage, page: ContentPage) -> None:
    site = Site.objects.get()
    GoneAddress.objects.create(site=site, path="/a", page_title="A")
    rows, unreadable, _cells = read_file("a.csv", BytesIO(b"old,new\n/a,/costs/\n"), 20)
    plan = plan_redirects(rows=rows, unreadable=unreadable, site=site)
    assert [problem.row for problem in plan.problems] == [2]


def test_the_export_comes_back_without_a_change(
    manager: Client, home: HomePage, page: ContentPage
) -> None:
    content = b"old,new,permanent\n/a?x=1,/costs/,no\n/=b,https://other.example/,yes\n/c,/,\n"
    look_and_import(manager, content)
    exported = b"".join(manager.get(f"{IMPORT}redirects.csv").streaming_content)
    assert exported.decode("utf-8-sig").splitlines() == [
        "old,new,permanent",
        "/=b,https://other.example/,yes",
        "/a?x=1,/costs/,no",
        "/c,/,yes",
    ]
    address = upload(manager, exported).headers["Location"]
    assert "Nothing to do" in manager.get(address).content.decode()


def test_nobody_sees_the_file_of_another(manager: Client, page: ContentPage) -> None:
    address = upload(manager, b"old,new\n/a,/costs/\n").headers["Location"]
    other = Client()
    other.force_login(User.objects.create_superuser("root"))
    assert other.get(address).status_code == 404
    assert other.get(f"{address}rejected.csv").status_code == 404


def test_wagtails_own_import_leads_here(manager: Client, page: ContentPage) -> None:
    assert "Import and export redirects" in manager.get(IMPORT).content.decode()
    response = manager.post(f"{IMPORT}process/", {"from_index": 0, "to_index": 1})
    assert response.headers["Location"] == IMPORT
    assert 'href="/admin/redirects/import/"' in manager.get("/admin/redirects/").content.decode()


def test_uploaded_files_are_forgotten(manager: Client, page: ContentPage) -> None:
    upload(manager, b"old,new\n/a,/costs/\n")
    assert forget_redirect_files(timezone.now()) == ""
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert forget_redirect_files(later) == "files forgotten: 1"


def test_two_thousand_rows_take_no_more_queries_than_one(
    home: HomePage, page: ContentPage, django_assert_num_queries: Any
) -> None:
    site = Site.objects.select_related("root_page").get()
    for count in (1, 2000):
        content = "old,new\n" + "".join(f"/{number}.html,/costs/\n" for number in range(count))
        rows, unreadable, _cells = read_file("a.csv", BytesIO(content.encode()), len(content))
        with django_assert_num_queries(3):
            plan = plan_redirects(rows=rows, unreadable=unreadable, site=site)
    assert len(plan.to_write) == 2000
    import_redirects(rows=rows, unreadable=[], site=site, user=None)
    assert Redirect.objects.count() == 2000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_text("old,new\n/a,/costs/\n/b,/a\n")
    return path


def test_the_command_tells_and_then_stores(
    page: ContentPage, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_redirects", file, "--dry-run")
    told = capsys.readouterr().out
    assert "create  /b → /costs/ (straight on, past /a)" in told
    assert told.endswith("Nothing was written.\n")
    assert stored() == {}
    call_command("import_redirects", file, "--json")
    assert json.loads(capsys.readouterr().out)["stored"] is True
    assert stored() == {"/a": "Costs", "/b": "Costs"}


def test_the_command_fails_when_a_row_cannot_be(
    page: ContentPage, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("old,new\n/a,/costs/\n/b,/nowhere/\n")
    with pytest.raises(CommandError, match=r"Nothing was stored\. 1 cannot be"):
        call_command("import_redirects", file)
    assert stored() == {}
    with pytest.raises(CommandError, match=r"1 stored\. 1 cannot be"):
        call_command("import_redirects", file, "--good-rows")
    assert stored() == {"/a": "Costs"}
    assert "Row 3, new, “/nowhere/”" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_redirects", file.with_name("none.csv"))
