"""What an operator can set about signing in with a provider that speaks OpenID Connect."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr

from athena.config.kinds import Names, option
from athena.domain.access import Role
from athena.domain.oidc import ANY, Provider

_MICROSOFT = "login.microsoftonline.com"
_MANY_TENANTS = ("/common", "/organizations", "/consumers")
_KNOWN = {"accounts.google.com": "Google", _MICROSOFT: "Microsoft"}


def _issuer(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("expected an address that begins with https://")
    if parts.hostname == _MICROSOFT and parts.path.startswith(_MANY_TENANTS):
        raise ValueError(f"expected the issuer of one tenant, https://{_MICROSOFT}/<tenant id>/v2.0")
    return url


def _domains(names: tuple[str, ...]) -> tuple[str, ...]:
    domains = tuple(name.removeprefix("@").casefold() for name in names)
    if any(one != ANY and not re.fullmatch(r"[^\s@*/.]+(\.[^\s@*/.]+)+", one) for one in domains):
        raise ValueError("expected domains such as example.org, separated by commas, or * for any")
    return domains


def _roles(text: str | tuple[tuple[str, Role], ...]) -> tuple[tuple[str, Role], ...]:
    if isinstance(text, tuple):
        return text
    pairs = [pair.rpartition("=") for pair in text.split(",") if pair.strip()]
    try:
        return tuple((_group(group), Role(role.strip())) for group, _, role in pairs)
    except ValueError:
        raise ValueError(
            "expected pairs such as sql-leads=manager, separated by commas; "
            "the roles are admin, manager, analyst and candidate"
        ) from None


def _group(text: str) -> str:
    if not text.strip():
        raise ValueError
    return text.strip()


class OidcSettings(BaseModel):
    """The provider, who of it may come in, and as what."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    oidc_issuer: Annotated[str | None, AfterValidator(_issuer)] = option(
        "OIDC_ISSUER",
        None,
        "Provider people may sign in with (OpenID Connect), for example https://accounts.google.com.",
    )
    oidc_client_id: str = option("OIDC_CLIENT_ID", "", "What the provider calls this Athena.")
    oidc_client_secret: SecretStr | None = option(
        "OIDC_CLIENT_SECRET", None, "The secret the provider gave out with it, if any."
    )
    oidc_name: str = option(
        "OIDC_NAME", "", "What the button on the sign-in page calls the provider.", max_length=40
    )
    oidc_allowed_domains: Annotated[Names, AfterValidator(_domains)] = option(
        "OIDC_ALLOWED_DOMAINS",
        (),
        "Domains of the e-mail addresses that may come in, separated by commas; `*` for any.",
    )
    oidc_new_accounts: Literal["off", "candidate", "analyst", "manager"] = option(
        "OIDC_NEW_ACCOUNTS",
        "off",
        "Role of an account made at somebody's first sign-in; `off`: an administrator adds people first.",
    )
    oidc_role_claim: str = option(
        "OIDC_ROLE_CLAIM", "groups", "Where the provider names a person's groups.", min_length=1
    )
    oidc_roles: Annotated[tuple[tuple[str, Role], ...], BeforeValidator(_roles)] = option(
        "OIDC_ROLES",
        (),
        "Roles by group, as in `sql-leads=manager,it=admin`, read at every sign-in; empty: Athena's own.",
    )

    @property
    def oidc_label(self) -> str:
        """What people call the provider."""
        host = urlsplit(self.oidc_issuer or "").hostname or ""
        return self.oidc_name or _KNOWN.get(host, "your organisation")

    @property
    def provider(self) -> Provider | None:
        """The provider people may sign in with, None where they have passwords alone."""
        if self.oidc_issuer is None:
            return None
        return Provider(
            self.oidc_issuer.rstrip("/"),
            self.oidc_label,
            self.oidc_allowed_domains,
            self.oidc_role_claim,
            dict(self.oidc_roles),
            self.oidc_new_role,
        )

    @property
    def oidc_new_role(self) -> Role | None:
        """The role of somebody who comes for the first time, None where nobody comes in by himself."""
        return None if self.oidc_new_accounts == "off" else Role(self.oidc_new_accounts)


def fault_of(settings: OidcSettings) -> str:
    """Return what is missing beside an issuer, in a sentence, or nothing."""
    if settings.oidc_issuer is None:
        return ""
    if not settings.oidc_client_id:
        return "OIDC_CLIENT_ID: expected the provider's name for Athena, because OIDC_ISSUER is set."
    if not settings.oidc_allowed_domains:
        return "OIDC_ALLOWED_DOMAINS: expected domains, or * for any, because OIDC_ISSUER is set."
    return ""
