"""DOIs and PubMed numbers in every form in which people copy them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from editorial.models import Citation
from editorial.rules.identifiers import plain_doi, plain_pmid

DOI = "10.1212/WNL.0b013e31824de043"


@pytest.mark.parametrize(
    "pasted",
    [
        DOI,
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI}",
        f"doi.org/{DOI}",
        f"HTTPS://DOI.ORG/{DOI}",
        f"doi:{DOI}",
        f"DOI: {DOI}.",
        f"  {DOI}  ",
        f"https://doi.org/{DOI}?utm_source=x",
        "https://doi.org/10.1212%2FWNL.0b013e31824de043",
    ],
)
def test_a_doi_is_stored_in_one_form(pasted: str) -> None:
    assert plain_doi(pasted) == DOI


@pytest.mark.parametrize(
    "pasted",
    [
        "23446686",
        "PMID: 23446686",
        "pmid23446686",
        "https://pubmed.ncbi.nlm.nih.gov/23446686/",
        "https://pubmed.ncbi.nlm.nih.gov/23446686/?format=abstract",
        "https://www.ncbi.nlm.nih.gov/pubmed/23446686",
        " 23446686. ",
    ],
)
def test_a_pubmed_number_is_stored_in_one_form(pasted: str) -> None:
    assert plain_pmid(pasted) == "23446686"


@pytest.mark.parametrize(
    "text", ["", "see the paper", "11.1000/x", "https://journal.example/10.1/x"]
)
def test_what_is_none_stays_for_the_check_that_names_it(text: str) -> None:
    assert plain_doi(text) == text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("doi", "11.1212/x"),
        ("doi", "10.12/x"),
        ("doi", "10.1212"),
        ("doi", "10.1212/"),
        ("doi", "10.1212/a b"),
        ("doi", "10.1212/x\n"),
        ("doi", "10.\u0661\u0662\u0661\u0662/x"),
        ("pmid", "0123"),
        ("pmid", "12a"),
        ("pmid", "1234567890"),
        ("pmid", "1\u0662"),
    ],
)
def test_a_number_of_no_such_form_is_refused(field: str, wrong: str) -> None:
    with pytest.raises(ValidationError):
        Citation._meta.get_field(field).clean(wrong, None)


def test_the_link_of_a_doi_is_a_web_address_whatever_it_holds() -> None:
    old = Citation(doi='10.1002/(SICI)1097-0142<1356::AID-CNCR20>3.0.CO;2-8"')
    assert old.link == (
        "https://doi.org/10.1002/(SICI)1097-0142%3C1356::AID-CNCR20%3E3.0.CO;2-8%22"
    )
