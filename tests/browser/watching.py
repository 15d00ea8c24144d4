"""Notes what a page must never do."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response

LOCAL_SCHEMES = ("data:", "blob:", "about:")

# Wagtail's cropping tool asks by an inline handler whether the screen can be touched. The policy
# refuses it, and the tool takes that for a no.
HARMLESS_REFUSALS = ("jquery.Jcrop",)

# A test leaves a form in the middle, which the editor would ask a person about.
LEAVING = "Blocked attempt to show a 'beforeunload' confirmation panel"


class Watch:
    """Collects, in ``problems``, what went wrong on a page since it was opened.

    A test that opens a missing page on purpose looks at that answer itself, and the editor
    stores what is typed at the form's own address, where it may be refused. So the browser's
    complaint about a 4xx status of a document is no problem. Nor is it about an edit form: what is
    new gets that address, without being opened there, once the editor has stored it by itself.
    """

    def __init__(self, page: Page, *, origin: str) -> None:
        self.problems: list[str] = []
        self._documents: set[str] = set()
        self._origin = origin
        page.on("request", self._check_request)
        page.on("response", self._check_response)
        page.on("console", self._check_message)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))

    def _check_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._documents.add(request.url)
        if not request.url.startswith((f"{self._origin}/", *LOCAL_SCHEMES)):
            self.problems.append(f"request to another origin: {request.url}")

    def _check_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")

    def _check_message(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        if message.type == "error" and not self._is_harmless(message.text, source):
            self.problems.append(f"console: {message.text} ({source})")

    def _is_document(self, address: str) -> bool:
        is_form = address.startswith(f"{self._origin}/admin/") and address.endswith("/edit/")
        return is_form or address in self._documents

    def _is_harmless(self, text: str, source: str) -> bool:
        return (
            (self._is_document(source) and text.startswith("Failed to load resource"))
            or text.startswith(LEAVING)
            or any(name in source for name in HARMLESS_REFUSALS)
        )
