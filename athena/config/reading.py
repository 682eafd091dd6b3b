"""Reads the settings, or says which option is unknown or cannot be read, and what was expected."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError

from athena.config.oidc import fault_of
from athena.config.settings import ROOT, Settings
from athena.errors import ConfigError

PREFIX = "ATHENA_"
NOT_SETTINGS = frozenset({"ATHENA_CHROMIUM"})
"""Names of the tests' own switches, which are not settings of the app."""


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
    if settings.webhook_url and settings.webhook_secret is None:
        raise ConfigError("ATHENA_WEBHOOK_SECRET: expected a secret, because ATHENA_WEBHOOK_URL is set.")
    if fault := fault_of(settings):
        raise ConfigError(fault)
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
