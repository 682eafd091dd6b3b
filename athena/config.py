"""Settings: one frozen object, read once from the environment and ``.env``.

Every option is a field here, and its description is the README's table (a test compares them). An option that
nobody knows or that cannot be read raises ConfigError with its name and what was expected.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from athena.domain.interview import Difficulty
from athena.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "ATHENA_"
NOT_SETTINGS = frozenset({"ATHENA_CHROMIUM"})
"""Names of the tests' own switches, which are not settings of the app."""


def _duckdb_url(url: str) -> str:
    if not url.startswith("duckdb:///") or url == "duckdb:///":
        raise ValueError("expected duckdb:///path/to/file.duckdb")
    return url


def _secret(at_least: int) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < at_least:
            raise ValueError(f"expected at least {at_least} characters")
        return secret

    return AfterValidator(check)


def _existing(path: Path | None) -> Path | None:
    if path is not None and not path.exists():
        raise ValueError(f"expected an existing file or folder, {path} is not there")
    return path


def _servers(text: str | tuple[str, ...]) -> tuple[str, ...]:
    urls = _names(text)
    if any(not url.startswith(("stun:", "turn:", "turns:")) for url in urls):
        raise ValueError("expected addresses that begin with stun:, turn: or turns:, separated by commas")
    return urls


def _names(text: str | tuple[str, ...]) -> tuple[str, ...]:
    parts = text if isinstance(text, tuple) else tuple(part.strip() for part in text.split(","))
    return tuple(filter(None, parts))


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
ExistingPath = Annotated[Path | None, AfterValidator(_existing)]
Servers = Annotated[tuple[str, ...], BeforeValidator(_servers)]


def _option(name: str, default: Any, description: str, **limits: Any) -> Any:
    return Field(default, alias=name, description=description, **limits)


class Settings(BaseModel):
    """Everything an operator can set. The defaults run the whole app here, with no key and no network."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    debug: bool = _option("DEBUG", False, "Log in detail and show error details in the browser.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _option(
        "LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    database_url: Annotated[str, AfterValidator(_duckdb_url)] = _option(
        "DATABASE_URL",
        "duckdb:///data/athena.duckdb",
        "Where the results are kept; a relative path starts at the project's folder.",
    )
    host: str = _option("ATHENA_HOST", "127.0.0.1", "Address the web page listens on.", min_length=1)
    allowed_hosts: Names = _option(
        "ATHENA_ALLOWED_HOSTS",
        (),
        "Names visitors may reach this server by, separated by commas; `localhost` always works.",
    )
    port: int = _option("ATHENA_PORT", 8501, "Port the web page listens on.", ge=1, le=65535)
    engine: Literal["auto", "embedded", "openai"] = _option(
        "ATHENA_ENGINE", "auto", "Who interviews; `auto` is `openai` when there is a key, else `embedded`."
    )
    openai_api_key: SecretStr | None = _option(
        "OPENAI_API_KEY",
        None,
        "Key for interviews by OpenAI Realtime; without it nothing leaves the machine.",
    )
    openai_base_url: str | None = _option(
        "OPENAI_BASE_URL",
        None,
        "Another address that speaks OpenAI's Realtime protocol, for example wss://host/v1.",
        pattern="^(https?|wss?)://",
    )
    openai_model: str = _option(
        "OPENAI_REALTIME_MODEL", "gpt-realtime-2.1", "Realtime model of the `openai` engine.", min_length=1
    )
    openai_organisation: str = _option(
        "OPENAI_ORG_ID", "", "Organisation that OpenAI bills; empty is the key's own."
    )
    openai_project: str = _option(
        "OPENAI_PROJECT_ID", "", "Project that OpenAI bills; empty is the key's own."
    )
    openai_voice: str = _option("OPENAI_VOICE", "marin", "Voice of the `openai` interviewer.", min_length=1)
    openai_speed: float = _option(
        "OPENAI_VOICE_SPEED", 1.0, "How fast that voice speaks; 1 is its own pace.", ge=0.25, le=1.5
    )
    openai_reasoning_effort: Literal["default", "minimal", "low", "medium", "high", "xhigh"] = _option(
        "OPENAI_REASONING_EFFORT",
        "low",
        "How long the model thinks before it speaks; `default` for models that do not reason.",
    )
    openai_transcription_model: str = _option(
        "OPENAI_TRANSCRIPTION_MODEL",
        "gpt-live-transcribe",
        "Model that writes down what the candidate says.",
        min_length=1,
    )
    openai_noise_reduction: Literal["near_field", "far_field", "none"] = _option(
        "OPENAI_NOISE_REDUCTION",
        "near_field",
        "`near_field` for headsets, `far_field` for microphones in the room, or `none`.",
    )
    openai_turn_detection: Literal["semantic_vad", "server_vad"] = _option(
        "OPENAI_TURN_DETECTION",
        "semantic_vad",
        "What ends an answer: its sense (`semantic_vad`) or a second of silence (`server_vad`).",
    )
    openai_eagerness: Literal["low", "medium", "high", "auto"] = _option(
        "OPENAI_EAGERNESS", "low", "How soon `semantic_vad` takes an answer as finished; `low` waits longest."
    )
    openai_language: str = _option(
        "OPENAI_LANGUAGE",
        "en",
        "Language that answers are recognised in, as a code of two letters.",
        pattern="^[a-z]{2}$",
    )
    evaluation_model: str = _option(
        "OPENAI_EVALUATION_MODEL",
        "gpt-5.4-mini",
        "Text model that reads the answers once more after an interview when there is a key; `off` for none.",
        min_length=1,
    )
    evaluation_budget: float = _option(
        "OPENAI_EVALUATION_BUDGET",
        0.5,
        "US dollars that model may cost for one interview; after that the offline score stands.",
        ge=0,
        le=100,
    )
    openai_session_budget: float = _option(
        "OPENAI_SESSION_BUDGET",
        10.0,
        "US dollars one interview may cost; it closes politely at the next question boundary.",
        gt=0,
    )
    openai_daily_budget: float = _option(
        "OPENAI_DAILY_BUDGET",
        100.0,
        "US dollars all interviews of a day (UTC) may cost; none begins after that.",
        gt=0,
    )
    session_secret_key: Annotated[SecretStr | None, _secret(32)] = _option(
        "SESSION_SECRET_KEY",
        None,
        "Signs the browser's cookies, at least 32 characters; made anew at each start when unset.",
    )
    admin_password: Annotated[SecretStr | None, _secret(12)] = _option(
        "ADMIN_PASSWORD", None, "Reserved for the first administrator; this version has no accounts."
    )
    judge0_api_key: SecretStr | None = _option(
        "JUDGE0_API_KEY", None, "Reserved for coding problems in other languages than SQL; not used yet."
    )
    rate_limit_requests: int = _option(
        "RATE_LIMIT_REQUESTS", 30, "How many interviews may be opened within RATE_LIMIT_WINDOW.", ge=1
    )
    rate_limit_window: int = _option(
        "RATE_LIMIT_WINDOW", 60, "Seconds that RATE_LIMIT_REQUESTS counts over.", ge=1
    )
    max_login_attempts: int = _option(
        "MAX_LOGIN_ATTEMPTS",
        5,
        "How many refused Employee IDs a browser session may try within LOGIN_ATTEMPT_WINDOW.",
        ge=1,
    )
    login_attempt_window: int = _option(
        "LOGIN_ATTEMPT_WINDOW", 900, "Seconds that MAX_LOGIN_ATTEMPTS counts over.", ge=1
    )
    allow_new_employees: bool = _option(
        "ATHENA_ALLOW_NEW_EMPLOYEES",
        True,
        "Whether an unknown Employee ID may register on the interview page.",
    )
    level: Difficulty = _option(
        "ATHENA_LEVEL", Difficulty.INTERMEDIATE, "Level offered first: beginner, intermediate or advanced."
    )
    question_count: int = _option("ATHENA_QUESTIONS", 5, "Questions in an interview.", ge=1, le=12)
    time_limit_minutes: int = _option(
        "ATHENA_TIME_LIMIT", 45, "Minutes after which an interview closes at the next boundary.", ge=5, le=55
    )
    patience: float = _option(
        "ATHENA_PATIENCE",
        1.0,
        "Stretches the wait for the end of an answer; 2 waits twice as long.",
        ge=0.5,
        le=4,
    )
    nudge_seconds: int = _option(
        "ATHENA_NUDGE_SECONDS",
        25,
        "Seconds of silence before the interviewer asks how it goes.",
        ge=5,
        le=300,
    )
    max_interviews: int = _option(
        "ATHENA_MAX_INTERVIEWS",
        10,
        "Interviews at once; the next person is asked to try later.",
        ge=1,
        le=100,
    )
    question_folder: ExistingPath = _option(
        "ATHENA_QUESTION_FOLDER", None, "Folder of question files to use instead of `data/questions`."
    )
    speech_threads: int = _option(
        "ATHENA_SPEECH_THREADS", 2, "Processor threads of the embedded interviewer's models.", ge=1, le=64
    )
    whisper_model: ExistingPath = _option(
        "WHISPER_MODEL", None, "Folder of another Whisper model (CTranslate2) for recognition."
    )
    voice_model: ExistingPath = _option(
        "VOICE_MODEL", None, "Another Piper voice: an .onnx file with its .onnx.json beside it."
    )
    ice_servers: Servers = _option(
        "ATHENA_ICE_SERVERS",
        (),
        "STUN and TURN servers, separated by commas; none are needed on one machine.",
    )
    ice_username: str = _option("ATHENA_ICE_USERNAME", "", "User name for the TURN server.")
    ice_credential: SecretStr | None = _option("ATHENA_ICE_CREDENTIAL", None, "Password for the TURN server.")

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


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Read the settings; the environment wins over the file. Raises ConfigError."""
    environment = os.environ if environment is None else environment
    from_file = _read_file(ROOT / ".env" if env_file is None else env_file)
    known = {str(field.alias) for field in Settings.model_fields.values()}
    _refuse_unknown(from_file, known, "in .env")
    ours = {name: value for name, value in environment.items() if name.startswith(PREFIX) or name in known}
    _refuse_unknown({n: v for n, v in ours.items() if n not in NOT_SETTINGS}, known, "in the environment")
    chosen = {n: v for n, v in {**from_file, **ours}.items() if n in known and v.strip()}
    try:
        settings = Settings.model_validate(chosen)
    except ValidationError as error:
        raise ConfigError(" ".join(_sentence(fault) for fault in error.errors())) from None
    if settings.engine == "openai" and settings.openai_api_key is None:
        raise ConfigError("OPENAI_API_KEY: expected a key, because ATHENA_ENGINE is openai.")
    return settings


def _read_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        return {name: value or "" for name, value in dotenv_values(path, interpolate=False).items()}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read: {error}. Check its permissions and that it is text."
        ) from error


def _refuse_unknown(found: Mapping[str, str], known: set[str], where: str) -> None:
    unknown = sorted(set(found) - known)
    if unknown:
        raise ConfigError(
            f"{', '.join(unknown)} {where} is not a setting of Athena. "
            "Correct the name or remove it; the README lists all settings."
        )


_EXPECTED = {
    "int_parsing": "a whole number",
    "float_parsing": "a number",
    "bool_parsing": "true or false",
    "string_too_short": "some text",
    "string_pattern_mismatch": "an address that begins with http://, https://, ws:// or wss://",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
    "enum": "{expected}",
    "literal_error": "{expected}",
}


def _sentence(fault: Any) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "a setting"
    known = _EXPECTED.get(fault["type"])
    message = str(fault["msg"]).removeprefix("Value error, ").removeprefix("expected ")
    expected = known.format(**fault.get("ctx", {})) if known else message
    return f"{name}: expected {expected}."
