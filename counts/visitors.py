"""Whose visits are not counted: robots, and people who ask not to be. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Programs that say what they are. One that claims to be a browser and runs scripts is counted.
_ROBOT = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|lighthouse|headless|phantom|selenium|playwright"
    r"|puppeteer|monitor|uptime|pingdom|scan|fetch|facebookexternalhit|whatsapp|archiv"
    r"|^(curl|wget|python|java|go-http|ruby|perl|libwww|okhttp|axios|node|php)",
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """Tell whether a program calls itself something else than a browser, or nothing at all."""
    return not user_agent.strip() or bool(_ROBOT.search(user_agent))


def asks_not_to_be_counted(headers: Mapping[str, str]) -> bool:
    """Tell whether the browser sends Do Not Track or Global Privacy Control.

    Source: W3C, "Tracking Preference Expression" and "Global Privacy Control"; both send ``1``.
    """
    return "1" in (headers.get("DNT", "").strip(), headers.get("Sec-GPC", "").strip())
