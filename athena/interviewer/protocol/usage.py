"""How many tokens a response comes to, by the published measure of audio and a usual one of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from athena.interviewer.protocol.conversation import Record
from athena.interviewer.protocol.items import text_of

_CHARACTERS_PER_TOKEN = 4
_ASSISTANT_MS_PER_TOKEN = 50


def usage_of(instructions: str, heard: Iterable[Record], said: Iterable[Record]) -> dict[str, Any]:
    """Return the ``usage`` of a response that read ``heard`` and made ``said``."""
    heard_text, heard_audio = _tokens(heard)
    said_text, said_audio = _tokens(said)
    heard_text += _text_tokens(instructions)
    taken, given = heard_text + heard_audio, said_text + said_audio
    cached = {"text_tokens": 0, "audio_tokens": 0, "image_tokens": 0}
    return {
        "total_tokens": taken + given,
        "input_tokens": taken,
        "output_tokens": given,
        "input_token_details": {
            "text_tokens": heard_text,
            "audio_tokens": heard_audio,
            "image_tokens": 0,
            "cached_tokens": 0,
            "cached_tokens_details": cached,
        },
        "output_token_details": {"text_tokens": said_text, "audio_tokens": said_audio},
    }


def _tokens(records: Iterable[Record]) -> tuple[int, int]:
    """Return text and audio tokens; the candidate's words are counted as text, as they are read."""
    text = audio = 0
    for record in records:
        item = record.item
        words = item.get("arguments") or item.get("output") or text_of(item)
        text += _text_tokens(words)
        audio += -(-record.spoken_ms // _ASSISTANT_MS_PER_TOKEN)
    return text, audio


def _text_tokens(text: str) -> int:
    return -(-len(text) // _CHARACTERS_PER_TOKEN)
