"""Which wordings claim an office or a tie, and which are honest."""

from __future__ import annotations

import pytest

from locations.rules.presence_claims import Claim, find_presence_claims

PLACES = ("Palo Alto", "Stanford", "East Palo Alto", "Cupertino")

OFFICES = (
    ("Visit our Palo Alto office today.", "Palo Alto"),
    ("Stanford ketamine clinic", "Stanford"),
    ("The best Palo Alto ketamine infusion center.", "Palo Alto"),
    ("Our office in Palo Alto is open on Monday.", "Palo Alto"),
    ("The clinic is located in the heart of Palo Alto.", "Palo Alto"),
    ("Our clinic is right in Cupertino.", "Cupertino"),
    ("Come to our new location in downtown Palo Alto!", "Palo Alto"),
    ("We are conveniently located in Cupertino.", "Cupertino"),
    ("We\u2019re based in Stanford.", "Stanford"),
    ("Find us in Palo Alto.", "Palo Alto"),
    ("Our Palo Alto team looks after you.", "Palo Alto"),
    ("Our nurses in Cupertino are kind.", "Cupertino"),
    ("Ketamine clinic Palo Alto | Bay Area Ketamine Center", "Palo Alto"),
    ("Palo Alto\u2019s own ketamine clinic", "Palo Alto"),
    ("Our East Palo Alto office is new.", "East Palo Alto"),
    ("our cupertino address", "cupertino"),
    ("We have no parking, but our Palo Alto office does.", "Palo Alto"),
    ("No, our Palo Alto office is open on Friday.", "Palo Alto"),
    ("If you can't drive, our Palo Alto office is near.", "Palo Alto"),
    ("Offices in Palo Alto and Cupertino.", "Palo Alto"),
    ("There is no wait: visit our Cupertino clinic.", "Cupertino"),
)
TIES = (
    ("We are affiliated with Stanford University.", "Stanford"),
    ("A clinic in partnership with Stanford Health Care.", "Stanford"),
    ("Our Stanford Hospital partners send people to us.", "Stanford"),
    ("Stanford-trained clinicians.", "Stanford"),
    ("We are part of Stanford.", "Stanford"),
    ("The clinic is proudly a part of Stanford Medicine.", "Stanford"),
    ("Recommended by the Stanford Medical Center.", "Stanford"),
)
HONEST = (
    "We have no office in Palo Alto.",
    "There is no Palo Alto office.",
    "We do not have a clinic in Cupertino.",
    "We don\u2019t have an office in Stanford, and we never had one.",
    "Our clinic is not in Palo Alto.",
    "Is there an office in Palo Alto?",
    "Do you have a Cupertino clinic?",
    "We are not part of Stanford University.",
    "The clinic has no tie with Stanford and is not affiliated with Stanford Health Care.",
    "People from Palo Alto visit our clinic in Los Altos.",
    "Our clinic in Los Altos is 4 miles from Palo Alto.",
    "From Cupertino the clinic is ten minutes away by car.",
    "If you see another clinic in Palo Alto, tell us.",
    "Bring a letter from your doctor's office in Palo Alto.",
    "A ride from Palo Alto to our office takes a while.",
    "Caltrain stops in Palo Alto, at California Avenue.",
    "The nearest clinic to Palo Alto is ours, in Los Altos.",
    "We serve people from Palo Alto, Stanford and Cupertino.",
    "Part of Palo Alto lies in another county.",
    "ZIP code 94303 covers a part of Palo Alto and a part of San Mateo County.",
    "You stay at home in Palo Alto for the rest of the day.",
    "Ketamine infusions for people from Palo Alto, CA",
)


@pytest.mark.parametrize(("text", "place"), OFFICES)
def test_wording_that_puts_the_clinic_where_it_is_not_is_found(text: str, place: str) -> None:
    found = find_presence_claims(text, places=PLACES)
    assert [(finding.claim, finding.place) for finding in found][:1] == [(Claim.OFFICE, place)]
    assert found[0].words in text
    assert place in found[0].message


@pytest.mark.parametrize(("text", "place"), TIES)
def test_a_tie_that_is_not_there_is_found(text: str, place: str) -> None:
    found = find_presence_claims(text, places=PLACES)
    assert (Claim.TIE, place) in [(finding.claim, finding.place) for finding in found]


@pytest.mark.parametrize("text", HONEST)
def test_honest_wording_passes(text: str) -> None:
    assert find_presence_claims(text, places=PLACES) == []


def test_a_place_where_the_clinic_is_may_be_named() -> None:
    assert find_presence_claims("Our Los Altos clinic", places=PLACES) == []
    assert find_presence_claims("Our Los Altos clinic", places=["Los Altos"])


def test_lines_do_not_lend_one_another_their_negation() -> None:
    text = "There is no fee\nOur Palo Alto office"
    assert [finding.words for finding in find_presence_claims(text, places=PLACES)] == [
        "Our Palo Alto office"
    ]


def test_names_may_hold_anything() -> None:
    assert find_presence_claims("Our (A.*) office", places=["(A.*)"])[0].place == "(A.*)"
    assert find_presence_claims("Our office", places=["", "  "]) == []
