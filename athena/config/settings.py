"""Every option an operator can set. The descriptions are the README's table (a test compares them)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, SecretStr

from athena.config.access import AccessSettings
from athena.config.kinds import ExistingPath, Servers, duckdb_url, option, web_address
from athena.config.limits import LimitSettings
from athena.config.oidc import OidcSettings
from athena.config.privacy import PrivacySettings
from athena.config.webhooks import WebhookSettings
from athena.domain.interview import Difficulty, Selection

ROOT = Path(__file__).resolve().parents[2]


class Settings(AccessSettings, LimitSettings, OidcSettings, PrivacySettings, WebhookSettings):
    """Everything an operator can set. The defaults run the whole app here, with no key and no network."""

    debug: bool = option("DEBUG", False, "Log in detail and show error details in the browser.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = option(
        "LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    database_url: Annotated[str, AfterValidator(duckdb_url)] = option(
        "DATABASE_URL",
        "duckdb:///data/athena.duckdb",
        "Where the results are kept; a relative path starts at the project's folder.",
    )
    engine: Literal["auto", "embedded", "openai"] = option(
        "ATHENA_ENGINE", "auto", "Who interviews; `auto` is `openai` when there is a key, else `embedded`."
    )
    openai_api_key: SecretStr | None = option(
        "OPENAI_API_KEY",
        None,
        "Key for interviews by OpenAI Realtime; without it no interview leaves the machine.",
    )
    openai_base_url: str | None = option(
        "OPENAI_BASE_URL",
        None,
        "Another address that speaks OpenAI's Realtime protocol, for example wss://host/v1.",
        pattern="^(https?|wss?)://",
    )
    openai_model: str = option(
        "OPENAI_REALTIME_MODEL", "gpt-realtime-2.1", "Realtime model of the `openai` engine.", min_length=1
    )
    openai_organisation: str = option(
        "OPENAI_ORG_ID", "", "Organisation that OpenAI bills; empty is the key's own."
    )
    openai_project: str = option(
        "OPENAI_PROJECT_ID", "", "Project that OpenAI bills; empty is the key's own."
    )
    openai_voice: str = option("OPENAI_VOICE", "marin", "Voice of the `openai` interviewer.", min_length=1)
    openai_speed: float = option(
        "OPENAI_VOICE_SPEED", 1.0, "How fast that voice speaks; 1 is its own pace.", ge=0.25, le=1.5
    )
    openai_reasoning_effort: Literal["default", "minimal", "low", "medium", "high", "xhigh"] = option(
        "OPENAI_REASONING_EFFORT",
        "low",
        "How long the model thinks before it speaks; `default` for models that do not reason.",
    )
    openai_transcription_model: str = option(
        "OPENAI_TRANSCRIPTION_MODEL",
        "gpt-live-transcribe",
        "Model that writes down what the candidate says.",
        min_length=1,
    )
    openai_noise_reduction: Literal["near_field", "far_field", "none"] = option(
        "OPENAI_NOISE_REDUCTION",
        "near_field",
        "`near_field` for headsets, `far_field` for microphones in the room, or `none`.",
    )
    openai_turn_detection: Literal["semantic_vad", "server_vad"] = option(
        "OPENAI_TURN_DETECTION",
        "semantic_vad",
        "What ends an answer: its sense (`semantic_vad`) or a second of silence (`server_vad`).",
    )
    openai_eagerness: Literal["low", "medium", "high", "auto"] = option(
        "OPENAI_EAGERNESS", "low", "How soon `semantic_vad` takes an answer as finished; `low` waits longest."
    )
    openai_language: str = option(
        "OPENAI_LANGUAGE",
        "en",
        "Language that answers are recognised in, as a code of two letters.",
        pattern="^[a-z]{2}$",
    )
    evaluation_model: str = option(
        "OPENAI_EVALUATION_MODEL",
        "gpt-5.4-mini",
        "Text model that reads the answers once more after an interview when there is a key; `off` for none.",
        min_length=1,
    )
    evaluation_budget: float = option(
        "OPENAI_EVALUATION_BUDGET",
        0.5,
        "US dollars that model may cost for one interview; after that the offline score stands.",
        ge=0,
        le=100,
    )
    openai_session_budget: float = option(
        "OPENAI_SESSION_BUDGET",
        10.0,
        "US dollars one interview may cost; it closes politely at the next question boundary.",
        gt=0,
    )
    openai_daily_budget: float = option(
        "OPENAI_DAILY_BUDGET",
        100.0,
        "US dollars all interviews of a day (UTC) may cost; none begins after that.",
        gt=0,
    )
    judge0_url: Annotated[str | None, AfterValidator(web_address)] = option(
        "JUDGE0_URL",
        None,
        "Address of your own Judge0, for example http://judge0:2358; a key is sent to it when there is one.",
    )
    judge0_api_key: SecretStr | None = option(
        "JUDGE0_API_KEY",
        None,
        "Key for Judge0, which runs Python problems; without JUDGE0_URL it is one of RapidAPI.",
    )
    level: Difficulty = option(
        "ATHENA_LEVEL", Difficulty.INTERMEDIATE, "Level offered first: beginner, intermediate or advanced."
    )
    selection: Selection = option(
        "ATHENA_SELECTION",
        Selection.ADAPTIVE,
        "How questions are chosen: adaptive (by the answers so far) or fixed (whatever is answered).",
    )
    question_count: int = option("ATHENA_QUESTIONS", 5, "Questions in an interview.", ge=1, le=12)
    sql_questions: int = option(
        "ATHENA_SQL_QUESTIONS", 1, "How many of them are answered by writing SQL in a pad.", ge=0, le=2
    )
    time_limit_minutes: int = option(
        "ATHENA_TIME_LIMIT", 45, "Minutes after which an interview closes at the next boundary.", ge=5, le=55
    )
    patience: float = option(
        "ATHENA_PATIENCE",
        1.0,
        "Stretches the wait for the end of an answer; 2 waits twice as long.",
        ge=0.5,
        le=4,
    )
    nudge_seconds: int = option(
        "ATHENA_NUDGE_SECONDS",
        25,
        "Seconds of silence before the interviewer asks how it goes.",
        ge=5,
        le=300,
    )
    max_interviews: int = option(
        "ATHENA_MAX_INTERVIEWS",
        10,
        "Interviews at once; the next person is asked to try later.",
        ge=1,
        le=100,
    )
    open_session_hours: int = option(
        "ATHENA_OPEN_SESSION_HOURS",
        48,
        "Hours after the last word in which an interview can be resumed; then it is ended and reported.",
        ge=1,
        le=8760,
    )
    sql_timeout: float = option(
        "SQL_TIMEOUT", 10.0, "Seconds an ad-hoc query may take before it is stopped.", ge=0.1, le=600
    )
    sql_memory_mb: int = option(
        "SQL_MEMORY_MB", 512, "Megabytes of memory an ad-hoc query may use.", ge=64, le=65536
    )
    sql_max_rows: int = option("SQL_MAX_ROWS", 10_000, "Rows an ad-hoc query may return.", ge=1, le=1_000_000)
    sql_max_mb: float = option(
        "SQL_MAX_MB", 20.0, "Megabytes the result of an ad-hoc query may have.", ge=0.01, le=1000
    )
    question_folder: ExistingPath = option(
        "ATHENA_QUESTION_FOLDER", None, "Folder of question files to use instead of `data/questions`."
    )
    speech_threads: int = option(
        "ATHENA_SPEECH_THREADS", 2, "Processor threads of the embedded interviewer's models.", ge=1, le=64
    )
    whisper_model: ExistingPath = option(
        "WHISPER_MODEL", None, "Folder of another Whisper model (CTranslate2) for recognition."
    )
    voice_model: ExistingPath = option(
        "VOICE_MODEL", None, "Another Piper voice: an .onnx file with its .onnx.json beside it."
    )
    ice_servers: Servers = option(
        "ATHENA_ICE_SERVERS",
        (),
        "STUN and TURN servers, separated by commas; none are needed on one machine.",
    )
    ice_username: str = option("ATHENA_ICE_USERNAME", "", "User name for the TURN server.")
    ice_credential: SecretStr | None = option("ATHENA_ICE_CREDENTIAL", None, "Password for the TURN server.")

    @property
    def chosen_engine(self) -> Literal["embedded", "openai"]:
        """The engine that ``auto`` stands for."""
        if self.engine == "auto":
            return "openai" if self.openai_api_key else "embedded"
        return self.engine

    @property
    def second_reading(self) -> bool:
        """Whether a text model reads the answers once more: there is a key and it is not switched off."""
        return self.openai_api_key is not None and self.evaluation_model != "off"

    @property
    def database_path(self) -> Path:
        """The database file's absolute path."""
        return (ROOT / self.database_url.removeprefix("duckdb:///")).resolve()
