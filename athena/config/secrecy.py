"""Settings that are secret, and files that do not keep them so."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final, get_args

from dotenv import dotenv_values
from pydantic import SecretStr

from athena.config.settings import ROOT, Settings

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
ENV_FILE: Final = ROOT / ".env"


def secret_names() -> frozenset[str]:
    """Return the names of all settings that hold a secret."""
    return frozenset(
        str(field.alias) for field in Settings.model_fields.values() if _is_secret(field.annotation)
    )


def exposed_secrets(env_file: Path = ENV_FILE) -> tuple[str, ...]:
    """Return the names of the secrets in a file that others on this machine can read; none on Windows."""
    if os.name == "nt" or not env_file.is_file() or not env_file.stat().st_mode & _OTHERS:
        return ()
    held = dotenv_values(env_file, interpolate=False)
    return tuple(sorted(name for name in secret_names() if (held.get(name) or "").strip()))


def exposure(names: tuple[str, ...], env_file: Path = ENV_FILE) -> str:
    """Return in words what is wrong with the file, and what to do."""
    holds = f"{env_file} holds {', '.join(names)}, and others on this machine can read it."
    return f"{holds} Keep it to yourself: chmod 600 {env_file}"


def _is_secret(annotation: object) -> bool:
    return SecretStr in (annotation, *get_args(annotation))
