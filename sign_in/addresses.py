"""Where a request comes from, as far as counting tries goes."""

from __future__ import annotations

import ipaddress
import re

IPV6_NETWORK = 64
"""One customer has at least that many bits of an IPv6 address to choose from."""

_WITH_PORT = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.%]+)\]|(?P<v4>[0-9.]+))(?::\d+)?")


def counted_address(remote_address: str) -> str:
    """Return what is counted for the address of a request.

    ``remote_address`` is the server's own word (``REMOTE_ADDR``), in which only the proxies of
    ``TRUSTED_PROXIES`` have a say; no header is read here. All of an IPv6 customer's addresses
    count as one, and so does everything that is no address.
    """
    match = _WITH_PORT.fullmatch(remote_address.strip())
    text = (match["v6"] or match["v4"]) if match else remote_address.strip()
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
        address = address.ipv4_mapped
    return str(address)
