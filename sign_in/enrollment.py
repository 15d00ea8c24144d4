"""A key that is being given to an authenticator app, and how the app reads it."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from sign_in.encryption import decrypt, encrypt
from sign_in.services.second_factor import new_key

SESSION_KEY = "sign_in_enrollment_key"


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrollment:
    """The key, for whom it is, and the two ways in which it gets into the app."""

    key: bytes
    account: str

    @classmethod
    def of(cls, request: HttpRequest, user: Any) -> Enrollment:
        """Return the enrollment of this session; the same key until it ends, encrypted there."""
        key = decrypt(request.session.get(SESSION_KEY, ""))
        if key is None:
            key = new_key()
            request.session[SESSION_KEY] = encrypt(key)
        return cls(key=key, account=user.get_username())

    @staticmethod
    def end(request: HttpRequest) -> None:
        """Forget the key: it is stored with the account, or not wanted."""
        request.session.pop(SESSION_KEY, None)

    @property
    def typed_key(self) -> str:
        """The key as people type it, in groups of four letters and digits."""
        text = b32encode(self.key).decode()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    @property
    def address(self) -> str:
        """The ``otpauth`` address that the QR code holds (Google's Key Uri Format)."""
        issuer = settings.WAGTAIL_SITE_NAME.replace(":", "")
        label = quote(f"{issuer}:{self.account}")
        query = urlencode(
            {"secret": b32encode(self.key).decode(), "issuer": issuer}, quote_via=quote
        )
        return f"otpauth://totp/{label}?{query}"

    @property
    def qr_code_html(self) -> SafeString:
        """The QR code as an SVG element: drawn here, shown to nobody else, without style."""
        code = segno.make(self.address, error="m", micro=False)
        svg = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
        return mark_safe(svg)
