"""The conversation so far, told again to a server that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from athena.realtime import wire
from athena.realtime.record import HistoryItem
from athena.realtime.tools import as_output
from athena.realtime.transcript import Turn

RESTORED = (
    "The connection was restored. Continue the same interview from here, in the same manner. "
    "Do not greet again."
)
RESUMED = (
    "The connection was restored after a pause: the candidate has come back. Welcome them back in one short "
    "sentence and go on where the interview stopped."
)
WORDS_LOST = "The candidate's last words may not have reached you: ask kindly to hear them again."
CANDIDATE = "Candidate: "
TIME_UP = "# Time is up\nThe time of this interview is over. Close it at the end of the current answer."
BUDGET_SPENT = """\
# Please close soon
This interview is to end at the end of the current answer. Say kindly that this is all for today; give no
other reason."""
SILENCE = """\
# Silence
The candidate has been silent for a while. Ask kindly, in one short sentence, whether more time or
the question in other words would help. Give nothing of the answer away and do not move on."""
PLEASE_CLOSE = """\
# Please close
The candidate wishes to end the interview. Close it now, politely and without a new question."""


def items(history: Sequence[HistoryItem], turns: Iterable[Turn]) -> Iterator[wire.Message]:
    """Yield messages that rebuild the conversation.

    ``history`` is what the store holds; those of ``turns`` follow that are complete but were not stored in
    time. Turns keep their item ids, so that the server's echo of them is not taken for something new.
    """
    live = {turn.item_id: turn for turn in turns}
    for item in history:
        live.pop(item.item_id, None)
        yield from _replayed(item)
    for turn in live.values():
        if turn.complete and turn.text:
            yield wire.message_item(turn.item_id, turn.speaker, turn.text, interrupted=turn.interrupted)


def _replayed(item: HistoryItem) -> Iterator[wire.Message]:
    if item.kind == "turn" and item.speaker is not None and item.text:
        yield wire.message_item(item.item_id, item.speaker, item.text, interrupted=item.interrupted)
    if item.kind == "note":
        yield wire.system_item(item.text, item.item_id)
    if item.kind == "call":
        yield wire.call_item(item.call_id, item.name, as_output(dict(item.arguments)))
        yield wire.output_item(f"out_{item.call_id}"[:32], item.call_id, item.output)
