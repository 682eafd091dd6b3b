from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from athena.realtime.frames import frames

built = st.builds(
    Frame,
    st.sampled_from([Opcode.TEXT, Opcode.BINARY, Opcode.CONT]),
    st.one_of(st.binary(max_size=200), st.sampled_from([125, 126, 65_535, 65_536]).map(bytes)),
    st.booleans(),
)


@given(st.lists(built, max_size=4), st.booleans(), st.integers(0, 300))
def test_every_whole_frame_is_found_and_nothing_else(sent: list[Frame], masked: bool, cut: int):
    pieces = [frame.serialize(mask=masked) for frame in sent]
    line = b"".join(pieces)
    there = line[: max(0, len(line) - cut)]
    found = [there[start:end] for start, _, end in frames(there)]
    assert found == pieces[: len(found)]
    assert len(b"".join(pieces[: len(found) + 1])) > len(there) or len(found) == len(pieces)


@given(built)
def test_a_servers_payload_is_what_it_sent(sent: Frame):
    line = sent.serialize(mask=False)
    assert [line[body:end] for _, body, end in frames(line)] == [sent.data]
