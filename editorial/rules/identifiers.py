"""The numbers by which papers are found, in the form in which they are stored."""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"doi\s*:?\s*(?=10\.)", re.IGNORECASE)
_PMID_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/",
    re.IGNORECASE,
)
_PMID_LABEL = re.compile(r"(?:pmid|pubmed)\s*:?\s*(?=[0-9])", re.IGNORECASE)


def plain_doi(text: str) -> str:
    """Return a DOI without what people paste along with it; any other text as it is.

    ``https://doi.org/10.1212/x``, ``doi:10.1212/x`` and ``10.1212/x.`` are all ``10.1212/x``.
    """
    text = text.strip()
    if address := _DOI_ADDRESS.match(text):
        return unquote(text[address.end() :].split("?")[0].split("#")[0]).rstrip(".,;/ ")
    if label := _DOI_LABEL.match(text):
        text = text[label.end() :]
    return text.rstrip(".,; ") if text.startswith("10.") else text


def plain_pmid(text: str) -> str:
    """Return a PubMed number without what people paste along with it; any other text as it is.

    ``https://pubmed.ncbi.nlm.nih.gov/12345/`` and ``PMID: 12345`` are both ``12345``.
    """
    text = text.strip()
    if address := _PMID_ADDRESS.match(text):
        return re.split("[/?#]", text[address.end() :])[0]
    if label := _PMID_LABEL.match(text):
        text = text[label.end() :]
    return text.rstrip(".,; ")
