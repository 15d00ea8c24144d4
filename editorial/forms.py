"""The form of a source."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm

from editorial.rules.identifiers import plain_doi, plain_pmid


class CitationForm(WagtailAdminModelForm):
    """Takes a DOI or a PubMed number in any form in which people copy it."""

    def clean_doi(self) -> str:
        """Return the DOI without the address of a website before it."""
        return plain_doi(self.cleaned_data["doi"])

    def clean_pmid(self) -> str:
        """Return the digits alone."""
        return plain_pmid(self.cleaned_data["pmid"])
