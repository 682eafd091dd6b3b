from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.sandbox.wire import WireError, decode, encode

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
    | st.binary()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.timedeltas()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner), max_leaves=20
)


@given(VALUES)
def test_a_value_crosses_the_border_unchanged(value: object) -> None:
    assert decode(encode(value)) == value


@given(st.binary() | st.text(st.sampled_from('[]{}":,0a\\')).map(str.encode))
def test_nonsense_is_refused_and_never_harms(data: bytes) -> None:
    with suppress(WireError):
        decode(data)


@pytest.mark.parametrize(
    "data", [b'{"pickle": "x"}', b'{"decimal": []}', b'{"interval": 1}', b'{"a": 1, "b": 2}', b"[" * 100_000]
)
def test_a_tag_nobody_knows_or_with_the_wrong_value_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        decode(data)
