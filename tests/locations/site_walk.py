"""A visitor and a search engine who follow everything, and what they find broken."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from seo.models import GoneAddress

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
FOUND = 200
MOVED = (301, 302)
GONE = 410


class SiteWalk:
    """Reads addresses of the site, each once, and collects what is wrong."""

    def __init__(self) -> None:
        self.client = Client()
        self.answers: dict[str, tuple[int, str]] = {}
        self.problems: list[str] = []

    def answer(self, path: str) -> tuple[int, str]:
        """Return the status of ``path`` and where it redirects, or what it says."""
        if path not in self.answers:
            response = self.client.get(path)
            location = response.headers.get("Location", "")
            self.answers[path] = (response.status_code, location or response.content.decode())
        return self.answers[path]

    def expect_page(self, path: str, why: str, *, may_be_gone: bool = False) -> None:
        """Note it unless ``path`` is a page, or redirects once to one."""
        status, rest = self.answer(path)
        if status in MOVED:
            status, after = self.answer(rest)
            if status in MOVED:
                self.problems.append(f"{why}: {path} → {rest} → {after}")
                return
        if status != FOUND and not (may_be_gone and status == GONE):
            self.problems.append(f"{why}: {path} answers {status}")

    def follow_links(self) -> None:
        """Visit every page that links lead to, from the home page on."""
        waiting, seen = ["/"], {"/"}
        while waiting:
            path = waiting.pop()
            status, text = self.answer(path)
            if status != FOUND:
                continue
            for link in BeautifulSoup(text, "html.parser").select("a[href]"):
                url = urlsplit(urljoin(f"http://testserver{path}", str(link["href"])))
                is_ours = url.hostname in ("testserver", "localhost") and url.scheme == "http"
                found = urldefrag(url.path)[0]
                if is_ours and found not in seen and not found.startswith("/static/"):
                    seen.add(found)
                    waiting.append(found)
                    self.expect_page(found, f"link on {path}")

    def read_sitemap(self) -> None:
        """Each entry is a page that may be indexed."""
        _status, text = self.answer("/sitemap.xml")
        entries = ElementTree.fromstring(text).findall("s:url/s:loc", NAMES)  # noqa: S314, ours
        for entry in entries:
            path = urlsplit(entry.text or "").path
            status, html = self.answer(path)
            if status != FOUND:
                self.problems.append(f"sitemap: {path} answers {status}")
            elif "noindex" in html.partition("</head>")[0]:
                self.problems.append(f"sitemap: {path} is noindex")

    def try_redirects(self) -> None:
        """Each redirect leads to a page at once; none stands in its own way."""
        for redirect in Redirect.objects.all():
            self.expect_page(f"{redirect.old_path}/", "redirect")
        for gone in GoneAddress.objects.all():
            self.expect_page(f"{gone.path}/", "taken down", may_be_gone=True)


def live_paths() -> set[str]:
    """Return where a page stands now that visitors can read."""
    return {page.url for page in Page.objects.live() if page.url}


def problems_of_site(once_live: set[str]) -> list[str]:
    """Return what is wrong; an address that was ever live answers for good."""
    walk = SiteWalk()
    walk.follow_links()
    walk.read_sitemap()
    walk.try_redirects()
    for path in sorted(once_live):
        walk.expect_page(path, "once live", may_be_gone=True)
    return walk.problems
