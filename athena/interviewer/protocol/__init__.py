"""The server side of the Realtime protocol, sans I/O: events in, events and intentions out."""

from athena.interviewer.protocol.core import RealtimeCore
from athena.interviewer.protocol.outputs import (
    Abandon,
    AwaitSpeech,
    Compose,
    EndTurn,
    ForgetAudio,
    Hearing,
    Listen,
    Output,
    Recognise,
    Send,
    StopWaiting,
    Tune,
)

__all__ = [
    "Abandon",
    "AwaitSpeech",
    "Compose",
    "EndTurn",
    "ForgetAudio",
    "Hearing",
    "Listen",
    "Output",
    "RealtimeCore",
    "Recognise",
    "Send",
    "StopWaiting",
    "Tune",
]
