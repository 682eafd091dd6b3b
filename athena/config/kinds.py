"""Kinds of values a setting may have, beyond what pydantic knows; each says what it expected."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr


def option(name: str, default: Any, description: str, **limits: Any) -> Any:
    """Return a setting's field: its name in the environment, its default, what it does, and its limits."""
    return Field(default, alias=name, description=description, **limits)


def duckdb_url(url: str) -> str:
    """Return ``url`` when it names a DuckDB file."""
    if not url.startswith("duckdb:///") or url == "duckdb:///":
        raise ValueError("expected duckdb:///path/to/file.duckdb")
    return url


def web_address(url: str | None) -> str | None:
    """Return ``url`` when it names a server on the web or in one's own network."""
    if url is not None and not re.match("https?://[^/]", url):
        raise ValueError("expected an address that begins with http:// or https://")
    return url


def secret(at_least: int) -> AfterValidator:
    """Return the check that a secret has ``at_least`` so many characters."""

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


def _networks(text: str | tuple[str, ...]) -> tuple[str, ...]:
    names = _names(text)
    try:
        return tuple(str(ip_network(name, strict=False)) for name in names)
    except ValueError as error:
        raise ValueError("expected addresses or networks like 10.0.0.0/8, separated by commas") from error


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
ExistingPath = Annotated[Path | None, AfterValidator(_existing)]
Networks = Annotated[tuple[str, ...], BeforeValidator(_networks)]
Servers = Annotated[tuple[str, ...], BeforeValidator(_servers)]
