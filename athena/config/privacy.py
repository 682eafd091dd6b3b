"""What an operator can set about what is kept, for how long, and how it is protected."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr

from athena.config.kinds import option
from athena.domain.retention import Kind, Periods

KEY_BYTES = 32


def _key(secret: SecretStr | None) -> SecretStr | None:
    if secret is not None:
        _decoded(secret)
    return secret


def _decoded(secret: SecretStr) -> bytes:
    try:
        key = base64.b64decode(secret.get_secret_value().strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("expected the base64 of 32 random bytes, for example from: openssl rand -base64 32")
    return key


def _days(name: str, default: int, of_what: str) -> Any:
    return option(name, default, f"Days {of_what}; 0 for ever.", ge=0, le=36500)


class PrivacySettings(BaseModel):
    """Retention, encryption and backups."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    keep_transcripts: int = _days(
        "ATHENA_KEEP_TRANSCRIPTS", 365, "the words of an interview are kept after its end"
    )
    keep_scores: int = _days(
        "ATHENA_KEEP_SCORES", 1095, "an interview with its scores and report is kept after its end"
    )
    keep_submissions: int = _days("ATHENA_KEEP_SUBMISSIONS", 1095, "solutions of coding problems are kept")
    keep_audio: int = _days("ATHENA_KEEP_AUDIO", 30, "recordings of the candidate's voice are kept")
    keep_queries: int = _days("ATHENA_KEEP_QUERIES", 180, "the history of the SQL page is kept")
    keep_metrics: int = _days("ATHENA_KEEP_METRICS", 90, "measurements of the connection are kept")
    keep_sign_ins: int = _days(
        "ATHENA_KEEP_SIGN_INS", 30, "sign-ins that have ended and known browsers are kept"
    )
    keep_invitations: int = _days("ATHENA_KEEP_INVITATIONS", 365, "invitations are kept after their end")
    keep_audit: int = _days("ATHENA_KEEP_AUDIT", 1095, "the audit log is kept")
    keep_backups: int = _days("ATHENA_KEEP_BACKUPS", 30, "backups of the database are kept")
    backup_folder: Path | None = option(
        "ATHENA_BACKUP_FOLDER",
        None,
        "Folder for a backup every day; without it backups are made by command, into `backups` beside the "
        "database.",
    )
    encryption_key: Annotated[SecretStr | None, AfterValidator(_key)] = option(
        "ATHENA_ENCRYPTION_KEY",
        None,
        "Base64 of 32 random bytes; encrypts backups, and recordings are made with it alone.",
    )

    @property
    def periods(self) -> Periods:
        """How long each kind of data is kept."""
        return Periods({kind: getattr(self, f"keep_{kind.value}") for kind in Kind})

    @property
    def key(self) -> bytes | None:
        """The key's 32 bytes; None when there is none."""
        return _decoded(self.encryption_key) if self.encryption_key else None
