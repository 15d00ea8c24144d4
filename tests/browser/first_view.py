"""What a browser fetches and shows before anybody scrolls, as tests and benchmarks measure it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, Request, Response

# The browser reports what it observed before to an observer that asks for it, a moment later.
_READ = """() => new Promise((done) => {
  const seen = { shift: 0, paint: 0 };
  const watch = (type, take) => new PerformanceObserver(
    (list) => list.getEntries().forEach(take),
  ).observe({ type, buffered: true });
  watch("layout-shift", (entry) => { seen.shift += entry.value; });
  watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
  const isSized = (picture) => picture.getAttribute("width") && picture.getAttribute("height");
  seen.unsized = [...document.images].filter((one) => !isSized(one)).map((one) => one.src);
  setTimeout(() => done(seen), 50);
})"""


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstView:
    """``sent`` is in bytes, headers included; ``paint`` is when the largest part of the view was
    painted, in milliseconds; ``shift`` is how much moved afterwards (CLS); ``unsized`` are the
    addresses of pictures whose room is not kept free."""

    sent: int
    requests: int
    paint: float
    shift: float
    unsized: tuple[str, ...]


def see_first_view(page: Page, address: str) -> tuple[Response, FirstView]:
    """Open ``address``; return the answer, and what arrived until the browser called it loaded."""
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    response = page.goto(address)
    assert response is not None
    seen = page.evaluate(_READ)
    page.remove_listener("requestfinished", note)
    # The mark is the icon of the tab too, and is not fetched again for that.
    sizes = [request.sizes() for request in {one.url: one for one in reversed(finished)}.values()]
    return response, FirstView(
        sent=sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes),
        requests=len(sizes),
        paint=seen["paint"],
        shift=seen["shift"],
        unsized=tuple(seen["unsized"]),
    )
