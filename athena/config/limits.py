"""What an operator can set about how much one address may ask for, and who reads the metrics."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, SecretStr

from athena.config.kinds import option, secret


class LimitSettings(BaseModel):
    """Limits of the web server, and the token of its metrics."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    requests_per_minute: int = option(
        "ATHENA_REQUESTS_PER_MINUTE",
        600,
        "Requests one address may send in a minute; a tenth of it for forms, twenty times it for files.",
        ge=10,
    )
    request_seconds: float = option(
        "ATHENA_REQUEST_SECONDS", 30.0, "Seconds a visitor may take to send a form or a file.", gt=0, le=600
    )
    max_upload_mb: int = option(
        "ATHENA_MAX_UPLOAD_MB", 10, "Megabytes a file may have that is uploaded.", ge=1, le=1000
    )
    metrics_token: Annotated[SecretStr | None, secret(16)] = option(
        "ATHENA_METRICS_TOKEN",
        None,
        "Bearer token of /metrics and /_stcore/metrics, at least 16 characters; without it there are none.",
    )
