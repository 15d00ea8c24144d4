"""Menu, footer and notice as the base template prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkData:
    """A link with its visible text."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeData:
    """A dated notice; ``level`` is ``"info"`` or ``"caution"``; the HTML is already safe."""

    message_html: str
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NavigationData:
    """All links and standing texts around a page's main content."""

    main: tuple[LinkData, ...] = ()
    footer: tuple[LinkData, ...] = ()
    footer_html: str = ""
    notices: tuple[NoticeData, ...] = ()
