"""PCM16 and G.711."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athena.interviewer.encodings import decode, encode

LAWS = ["audio/pcmu", "audio/pcma"]


@pytest.mark.parametrize(
    ("law", "code", "value"),
    [
        ("audio/pcmu", 0xFF, 0),
        ("audio/pcmu", 0x80, 32_124),
        ("audio/pcmu", 0x00, -32_124),
        ("audio/pcma", 0xD5, 8),
        ("audio/pcma", 0x55, -8),
        ("audio/pcma", 0xAA, 32_256),
        ("audio/pcma", 0x2A, -32_256),
    ],
)
def test_a_code_has_the_value_of_the_standard(law: str, code: int, value: int) -> None:
    assert decode(bytes([code]), law).tolist() == [value]


@pytest.mark.parametrize("law", LAWS)
def test_what_was_coded_is_coded_again_the_same(law: str) -> None:
    values = decode(bytes(range(256)), law)
    assert np.array_equal(decode(encode(values, law), law), values)


@settings(deadline=None)
@given(st.sampled_from(LAWS), st.integers(-32_000, 32_000))
def test_a_sample_is_nearly_kept(law: str, sample: int) -> None:
    (kept,) = decode(encode(np.array([sample], np.int16), law), law).tolist()
    assert abs(kept - sample) <= max(16, abs(sample) // 16)


def test_pcm_is_taken_as_it_is() -> None:
    assert encode(decode(b"\x01\x02\x03", "audio/pcm"), "audio/pcm") == b"\x01\x02"
