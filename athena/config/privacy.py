"""What an operator can set about what is kept, for how long, and how it is protected."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class PrivacySettings(BaseModel):
    """Retention, encryption and the contact people are told."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
