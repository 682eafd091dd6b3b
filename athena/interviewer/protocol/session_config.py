"""The session's settings: their defaults, the deep merge of an update, and the shape they must keep."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from athena.interviewer.protocol.outputs import Encoding, Hearing
from athena.interviewer.protocol.refusals import Refusal, refusal_of

Modality = Literal["text", "audio"]

_EAGERNESS = {"low": 2.0, "medium": 1.0, "auto": 1.0, "high": 0.6}
_READ_ONLY = frozenset({"id", "object", "model"})
_NULLABLE = frozenset(
    {
        "turn_detection",
        "transcription",
        "noise_reduction",
        "idle_timeout_ms",
        "tracing",
        "prompt",
        "include",
        "reasoning",
    }
)


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class _Format(_Part):
    type: Literal["audio/pcm", "audio/pcmu", "audio/pcma"] = "audio/pcm"


class _Pcm(_Format):
    type: Literal["audio/pcm"] = "audio/pcm"
    rate: Literal[24000] = 24000


class _G711(_Format):
    type: Literal["audio/pcmu", "audio/pcma"]


AudioFormat = Annotated[_Pcm | _G711, Field(discriminator="type")]


class _Turns(_Part):
    create_response: bool = True
    interrupt_response: bool = True


class ServerVad(_Turns):
    """Turns end after a silence."""

    type: Literal["server_vad"] = "server_vad"
    threshold: float = Field(default=0.5, ge=0, le=1)
    prefix_padding_ms: int = Field(default=300, ge=0, le=5_000)
    silence_duration_ms: int = Field(default=1_000, ge=0, le=30_000)
    idle_timeout_ms: int | None = Field(default=None, gt=0)


class SemanticVad(_Turns):
    """Turns end when the words sound finished; eagerness says how soon."""

    type: Literal["semantic_vad"]
    eagerness: Literal["low", "medium", "high", "auto"] = "auto"


class _Transcription(_Part):
    model: str | None = None
    language: str | None = None
    languages: list[str] | None = None
    keywords: list[str] | None = None
    prompt: str | None = None
    delay: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None


class _NoiseReduction(_Part):
    type: Literal["near_field", "far_field"] | None = None
    strength: float | None = None


class _Input(_Part):
    format: AudioFormat = Field(default_factory=_Pcm)
    transcription: _Transcription | None = None
    noise_reduction: _NoiseReduction | None = None
    turn_detection: Annotated[ServerVad | SemanticVad, Field(discriminator="type")] | None = Field(
        default_factory=ServerVad
    )


class _VoiceId(_Part):
    id: str


class _Output(_Part):
    format: AudioFormat = Field(default_factory=_Pcm)
    voice: str | _VoiceId = "athena"
    speed: float = 1.0


class _Audio(_Part):
    input: _Input = Field(default_factory=_Input)
    output: _Output = Field(default_factory=_Output)


class _FunctionTool(_Part):
    type: Literal["function"]
    name: str
    description: str | None = None


class _McpTool(_Part):
    type: Literal["mcp"]
    server_label: str


class _ToolChoice(_Part):
    type: Literal["function"]
    name: str


class _Tracing(_Part):
    workflow_name: str | None = None
    group_id: str | None = None


class _Prompt(_Part):
    id: str


class _Reasoning(_Part):
    effort: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None


class _Retention(_Part):
    type: Literal["retention_ratio"]
    retention_ratio: float


class SessionConfig(_Part):
    """All settings of one session; fields nobody here knows are kept as they came."""

    type: Literal["realtime"] = "realtime"
    object: Literal["realtime.session"] = "realtime.session"
    id: str
    model: str
    instructions: str = ""
    output_modalities: list[Modality] = Field(default=["audio"], min_length=1)
    audio: _Audio = Field(default_factory=_Audio)
    tools: list[Annotated[_FunctionTool | _McpTool, Field(discriminator="type")]] = Field(
        default_factory=list
    )
    tool_choice: Literal["none", "auto", "required"] | _ToolChoice = "auto"
    max_output_tokens: int | Literal["inf"] = "inf"
    parallel_tool_calls: bool = True
    truncation: Literal["auto", "disabled"] | _Retention = "auto"
    tracing: Literal["auto"] | _Tracing | None = None
    prompt: _Prompt | None = None
    include: list[Literal["item.input_audio_transcription.logprobs"]] | None = None
    reasoning: _Reasoning | None = None

    @property
    def turns(self) -> ServerVad | SemanticVad | None:
        """How turns are detected, if they are."""
        return self.audio.input.turn_detection

    @property
    def idle_timeout_ms(self) -> int | None:
        """How long the candidate may stay silent before the interviewer speaks up."""
        return self.turns.idle_timeout_ms if isinstance(self.turns, ServerVad) else None

    @property
    def hears_as(self) -> Encoding:
        """The encoding of the client's audio."""
        return self.audio.input.format.type

    @property
    def speaks_as(self) -> Encoding:
        """The encoding of the interviewer's audio."""
        return self.audio.output.format.type

    @property
    def voice(self) -> str:
        """The voice asked for, by name or id."""
        voice = self.audio.output.voice
        return voice if isinstance(voice, str) else voice.id

    @property
    def tool_names(self) -> frozenset[str]:
        """The function tools the client runs."""
        return frozenset(tool.name for tool in self.tools if isinstance(tool, _FunctionTool))

    def hearing(self, patience: float) -> Hearing | None:
        """Return how turns are found, for a candidate who is given ``patience``."""
        match self.turns:
            case ServerVad() as vad:
                return Hearing(vad.threshold, vad.prefix_padding_ms, vad.silence_duration_ms, patience)
            case SemanticVad() as vad:
                return Hearing(0.5, 300, 1_000, patience * _EAGERNESS[vad.eagerness])
        return None

    def updated(self, update: dict[str, Any]) -> SessionConfig:
        """Return these settings with ``update`` merged into them; raise Refusal when they would break."""
        if update.get("type", "realtime") != "realtime":
            raise Refusal("This server only holds realtime sessions.", "invalid_value", "session.type")
        wanted = {key: value for key, value in update.items() if key not in _READ_ONLY}
        merged = _merge(self.wire(), wanted)
        try:
            return SessionConfig.model_validate(merged)
        except ValidationError as error:
            raise refusal_of(error, merged, "session") from None

    def wire(self) -> dict[str, Any]:
        """Return the session object of ``session.created`` and ``session.updated``."""
        return self.model_dump()


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Merge ``new`` into ``old``; null leaves what cannot be null, another ``type`` replaces the whole."""
    merged = dict(old)
    for key, value in new.items():
        before = old.get(key)
        if value is None and key not in _NULLABLE:
            continue
        if (
            isinstance(value, dict)
            and isinstance(before, dict)
            and value.get("type") in (None, before.get("type"))
        ):
            value = _merge(before, value)  # noqa: PLW2901 - the merged value takes the place of the new one
        merged[key] = value
    return merged
