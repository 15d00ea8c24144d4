"""Word documents written by hand: a few parts in an archive."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""

STYLES = f"""<w:styles {_NAMESPACES}>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>
</w:styles>"""

NUMBERING = f"""<w:numbering {_NAMESPACES}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part that names other parts or links by id, with type and target."""
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{escape(target)}"'
        f"{outside if kind == 'hyperlink' else ''}/>"
        for key, (kind, target) in targets.items()
    )
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{rows}</Relationships>'


def run(text: str, *, look: str = "") -> str:
    """Return a run; ``look`` is such as "b" or "i"."""
    properties = f"<w:rPr><w:{look}/></w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", level: int | None = None) -> str:
    """Return a paragraph; ``level`` is that of a list, from 0."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def link(text: str, key: str = "link") -> str:
    """Return a link to the address that the relation ``key`` has."""
    return f'<w:hyperlink r:id="{key}">{run(text)}</w:hyperlink>'


def word_file(
    *body: str, links: Mapping[str, str] | None = None, parts: Mapping[str, str] | None = None
) -> bytes:
    """Return a document; ``parts`` come besides those that every document has."""
    targets = {key: ("hyperlink", address) for key, address in (links or {}).items()}
    targets |= {"styles": ("styles", "styles.xml"), "numbering": ("numbering", "numbering.xml")}
    document = f"<w:document {_NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations({"main": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations(targets),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        **(parts or {}),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()
