"""Encrypted files: what goes in comes out, and nothing that was changed does."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.errors import InputError
from athena.services.sealing import HEADER_BYTES, MAGIC, PIECE, Sealer, seal, unsealed

KEY = bytes(range(32))


def sealed_of(data: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    seal(io.BytesIO(data), target, key)
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY, *, cut_off: bool = False) -> bytes:
    return b"".join(unsealed(io.BytesIO(data), key, cut_off=cut_off))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_is_opened_again(size: int) -> None:
    data = os.urandom(size)
    assert opened(sealed_of(data)) == data


def test_nothing_of_the_content_can_be_read_and_no_two_files_are_alike() -> None:
    data = b"a secret word " * 100
    one, other = sealed_of(data), sealed_of(data)
    assert b"secret" not in one
    assert one[len(MAGIC) :] != other[len(MAGIC) :]


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_is_noticed(place: int, change: int) -> None:
    data = bytearray(sealed_of(b"what was said"))
    data[place % len(data)] ^= change
    with pytest.raises(InputError):
        opened(bytes(data))


@given(st.integers(min_value=0))
def test_a_file_that_was_cut_off_anywhere_is_refused(place: int) -> None:
    data = sealed_of(b"word " * PIECE)
    with pytest.raises(InputError):
        opened(data[: place % len(data)])


def test_a_last_piece_that_is_missing_is_told_from_a_change() -> None:
    whole = sealed_of(bytes(3 * PIECE))
    with pytest.raises(InputError, match="ends too soon"):
        opened(whole[: HEADER_BYTES + 2 * (4 + PIECE + 16)])


def test_pieces_in_another_order_or_of_another_file_are_refused() -> None:
    size = 4 + PIECE + 16
    one, other = sealed_of(os.urandom(3 * PIECE)), sealed_of(os.urandom(3 * PIECE))
    head, first, second, third = (
        one[:HEADER_BYTES],
        one[HEADER_BYTES : HEADER_BYTES + size],
        one[HEADER_BYTES + size : HEADER_BYTES + 2 * size],
        one[HEADER_BYTES + 2 * size :],
    )
    foreign = other[HEADER_BYTES + size : HEADER_BYTES + 2 * size]
    for pieces in (
        (second, first, third),
        (first, third),
        (first, foreign, third),
        (first, second, third, third),
    ):
        with pytest.raises(InputError, match="another key, or it was changed"):
            opened(head + b"".join(pieces))


def test_another_key_and_another_kind_of_file_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="another key"):
        opened(sealed_of(b"x"), bytes(32))
    with pytest.raises(InputError, match="not a file that Athena encrypted"):
        opened(b"DUCK" * 100)


def test_of_a_file_that_was_never_ended_the_whole_pieces_are_taken_when_that_is_asked_for() -> None:
    target = io.BytesIO()
    sealer = Sealer(target, KEY)
    sealer.write(b"one ")
    sealer.write(b"two ")
    data = target.getvalue()
    assert opened(data, cut_off=True) == b"one two "
    assert opened(data[:-3], cut_off=True) == b"one "
    with pytest.raises(InputError, match="ends too soon"):
        opened(data)
    changed = data[:-1] + bytes([data[-1] ^ 1])
    with pytest.raises(InputError, match="changed"):
        opened(changed, cut_off=True)
