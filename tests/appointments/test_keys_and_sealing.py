"""The keys, and what is sealed with them, without a database."""

from __future__ import annotations

import base64
from uuid import UUID, uuid4

import pytest

from appointments.rules.answers import Answers, UnknownAnswersError, as_bytes, from_bytes
from appointments.rules.keys import KeyProblem, Keyring, new_keys, read_keyring
from appointments.rules.sealing import PADDED_TO, CannotOpenError, seal, unseal

ROW, OTHER_ROW = uuid4(), uuid4()
RANDOM = base64.b64encode(bytes(range(7, 263, 8))).decode()
OTHER = base64.b64encode(bytes(range(3, 259, 8))).decode()


def ring(value: str = "") -> Keyring:
    return read_keyring(value or new_keys())


def test_the_first_key_encrypts_and_each_can_decrypt() -> None:
    keys = read_keyring(f"2027a:{RANDOM}, 2026b:{OTHER}")
    assert keys.primary == "2027a"
    assert set(keys.keys) == {"2027a", "2026b"}
    assert RANDOM not in repr(keys)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", "missing"),
        (" , ", "missing"),
        (RANDOM, "name"),
        (f"Big Name:{RANDOM}", "name"),
        (f"{'a' * 33}:{RANDOM}", "name"),
        (f"a:{RANDOM},a:{OTHER}", "same name"),
        (f"a:{RANDOM},b:{RANDOM}", "same key"),
        ("a:not base64!", "not base64"),
        ("a:", "32 bytes"),
        (f"a:{base64.b64encode(bytes(range(16))).decode()}", "32 bytes"),
        (f"a:{base64.b64encode(b'x' * 32).decode()}", "too uniform"),
        (f"a:{base64.b64encode(b'correct horse battery staple 123').decode()}", "typed"),
    ],
)
def test_a_missing_weak_or_doubled_key_is_refused_without_repeating_it(
    value: str, told: str
) -> None:
    with pytest.raises(KeyProblem, match=told) as problem:
        read_keyring(value)
    assert RANDOM not in str(problem.value)


def test_a_key_may_be_written_in_the_alphabet_for_addresses() -> None:
    key = base64.urlsafe_b64encode(b"\xfb\xff" * 2 + bytes(range(28))).decode()
    assert "_" in key
    assert len(read_keyring(f"a:{key}").keys["a"]) == 32


def test_what_was_sealed_opens_in_its_row_alone() -> None:
    keys = ring()
    key_id, sealed = seal(b"Ada", row=ROW, keyring=keys)
    assert unseal(sealed, row=ROW, key_id=key_id, keyring=keys) == b"Ada"
    with pytest.raises(CannotOpenError):
        unseal(sealed, row=OTHER_ROW, key_id=key_id, keyring=keys)


def test_another_name_for_the_same_key_does_not_open_it() -> None:
    _key_id, sealed = seal(b"Ada", row=ROW, keyring=ring(f"a:{RANDOM}"))
    with pytest.raises(CannotOpenError):
        unseal(sealed, row=ROW, key_id="b", keyring=ring(f"b:{RANDOM}"))


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_one_changed_bit_is_seen(at: int) -> None:
    keys = ring()
    key_id, sealed = seal(b"Ada", row=ROW, keyring=keys)
    changed = bytearray(sealed)
    changed[at] ^= 1
    with pytest.raises(CannotOpenError):
        unseal(bytes(changed), row=ROW, key_id=key_id, keyring=keys)


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 27, b"x" * 500])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    keys = ring()
    with pytest.raises(CannotOpenError):
        unseal(sealed, row=ROW, key_id=keys.primary, keyring=keys)


def test_a_key_that_is_not_there_opens_nothing() -> None:
    with pytest.raises(CannotOpenError):
        unseal(b"x" * 300, row=ROW, key_id="gone", keyring=ring())


def test_the_same_text_is_sealed_differently_each_time_and_its_length_is_hidden() -> None:
    keys = ring()
    sealed = [seal(text, row=ROW, keyring=keys)[1] for text in (b"Ada", b"Ada", b"A" * 200)]
    assert len(set(sealed)) == 3
    assert {len(value) for value in sealed} == {12 + PADDED_TO + 16}


def make_answers(**changes: object) -> Answers:
    values = {
        "name": "Åda “O'Neil”",
        "phone": "(650) 555-0199",
        "email": "",
        "days": (0, 4),
        "parts": (),
        "visit": "new",
        "page_path": "/faq/",
    }
    return Answers(**values | changes)  # type: ignore[arg-type]


def test_answers_survive_the_way_into_one_value_and_print_nothing_by_mistake() -> None:
    answers = make_answers()
    assert from_bytes(as_bytes(answers)) == answers
    assert "Neil" not in repr(answers)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"version": 1}', b'{"version": 2}', b"\xff"])
def test_a_value_of_another_kind_is_told_apart(text: bytes) -> None:
    with pytest.raises(UnknownAnswersError):
        from_bytes(text)


def test_rows_are_named_in_full() -> None:
    """The guard above would hold for a part of the name too; two names with one start prove it."""
    keys = ring()
    near = UUID(int=ROW.int ^ 1)
    key_id, sealed = seal(b"Ada", row=ROW, keyring=keys)
    with pytest.raises(CannotOpenError):
        unseal(sealed, row=near, key_id=key_id, keyring=keys)
