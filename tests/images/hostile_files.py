"""Uploads that are not the pictures that they claim to be."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(format_name: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a small honest picture."""
    content = BytesIO()
    PillowImage.new("RGB", size, (90, 120, 110)).save(content, format_name)
    return content.getvalue()


@cache
def huge_png(side: int) -> bytes:
    """Return a PNG of ``side`` by ``side`` black pixels, one bit each.

    Nothing but zeros packs best: 20,000 by 20,000 pixels come to 48 KB.
    """
    row = bytes(1 + (side + 7) // 8)
    compressor = zlib.compressobj(9)
    data = b"".join(compressor.compress(row) for _row in range(side)) + compressor.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def upload(name: str, content: bytes, content_type: str = "image/png") -> SimpleUploadedFile:
    """Return ``content`` as a browser posts it."""
    return SimpleUploadedFile(name, content, content_type=content_type)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
