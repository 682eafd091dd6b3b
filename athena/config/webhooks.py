"""What an operator can set about the system that is told when an invited interview has ended."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr

from athena.config.kinds import option, web_address

_PREFIX = "whsec_"
_BYTES = range(24, 65)


def _signing_secret(secret: SecretStr | None) -> SecretStr | None:
    if secret is None:
        return None
    text = secret.get_secret_value()
    try:
        length = len(base64.b64decode(text.removeprefix(_PREFIX), validate=True))
    except (binascii.Error, ValueError):
        length = 0
    if not text.startswith(_PREFIX) or length not in _BYTES:
        raise ValueError(f"expected {_PREFIX} and the base64 of {_BYTES[0]} to {_BYTES[-1]} random bytes")
    return secret


class WebhookSettings(BaseModel):
    """Where the messages go, and what signs them."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    webhook_url: Annotated[str | None, AfterValidator(web_address)] = option(
        "ATHENA_WEBHOOK_URL",
        None,
        "Address that is told when an invited interview has ended, where its template says so.",
    )
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_signing_secret)] = option(
        "ATHENA_WEBHOOK_SECRET",
        None,
        "Signs those messages (Standard Webhooks): whsec_ and base64; needed with ATHENA_WEBHOOK_URL.",
    )
