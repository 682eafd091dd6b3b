"""What an operator can set about who reaches the app and who may come in."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr

from athena.config.kinds import Names, Networks, option, secret, web_address

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Addresses that only this machine reaches."""
ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 (compared with, not bound to)
"""Addresses that stand for all of this machine's."""


class AccessSettings(BaseModel):
    """Addresses, accounts and limits."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    mode: Literal["auto", "local", "accounts"] = option(
        "ATHENA_MODE",
        "auto",
        "`local`: no accounts, this machine only; `accounts`: people sign in; `auto`: `local` on 127.0.0.1.",
    )
    host: str = option("ATHENA_HOST", "127.0.0.1", "Address the web page listens on.", min_length=1)
    allowed_hosts: Names = option(
        "ATHENA_ALLOWED_HOSTS",
        (),
        "Names visitors may reach this server by, separated by commas; `localhost` always works.",
    )
    public_url: Annotated[str | None, AfterValidator(web_address)] = option(
        "ATHENA_PUBLIC_URL",
        None,
        "Address people open, for links and for signing in; for example https://athena.example.org.",
    )
    port: int = option("ATHENA_PORT", 8501, "Port the web page listens on.", ge=1, le=65535)
    session_secret_key: Annotated[SecretStr | None, secret(32)] = option(
        "SESSION_SECRET_KEY",
        None,
        "Signs the browser's cookies, at least 32 characters; made anew at each start when unset.",
    )
    admin_password: Annotated[SecretStr | None, secret(12)] = option(
        "ADMIN_PASSWORD",
        None,
        "Password of the first administrator, who is made at the start when there is none.",
    )
    admin_id: str = option(
        "ATHENA_ADMIN_ID", "admin", "Employee ID of that administrator.", min_length=1, max_length=64
    )
    rate_limit_requests: int = option(
        "RATE_LIMIT_REQUESTS", 30, "How many interviews may be opened within RATE_LIMIT_WINDOW.", ge=1
    )
    rate_limit_window: int = option(
        "RATE_LIMIT_WINDOW", 60, "Seconds that RATE_LIMIT_REQUESTS counts over.", ge=1
    )
    max_login_attempts: int = option(
        "MAX_LOGIN_ATTEMPTS",
        5,
        "How many failures to sign in an account or an address may have within LOGIN_ATTEMPT_WINDOW.",
        ge=1,
    )
    login_attempt_window: int = option(
        "LOGIN_ATTEMPT_WINDOW", 900, "Seconds that MAX_LOGIN_ATTEMPTS counts over.", ge=1
    )
    sign_in_idle_minutes: int = option(
        "ATHENA_SIGN_IN_IDLE_MINUTES",
        60,
        "Minutes without a visit after which somebody has to sign in again.",
        ge=5,
        le=1440,
    )
    sign_in_hours: int = option(
        "ATHENA_SIGN_IN_HOURS", 12, "Hours after which somebody has to sign in again anyway.", ge=1, le=720
    )
    trusted_proxies: Networks = option(
        "ATHENA_TRUSTED_PROXIES",
        (),
        "Addresses or networks of your own proxies, separated by commas; only they may say who they forward.",
    )
    analysts_see_names: bool = option(
        "ATHENA_ANALYSTS_SEE_NAMES",
        False,
        "Whether analysts see whose results they are; otherwise people have pseudonyms for them.",
    )
    contact: str = option(
        "ATHENA_CONTACT",
        "",
        "Whom candidates may turn to, for example an e-mail address; for an interview with a person, too.",
        max_length=200,
    )
    allow_new_employees: bool = option(
        "ATHENA_ALLOW_NEW_EMPLOYEES",
        True,
        "Whether an unknown Employee ID may register on the interview page.",
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The names the server answers to, without ports; ``localhost`` always works."""
        own = () if self.host in ANY_ADDRESS else (self.host,)
        public = urlsplit(self.public_url or "").hostname or "localhost"
        return tuple(dict.fromkeys(("localhost", "127.0.0.1", *own, public, *self.allowed_hosts)))

    @property
    def with_accounts(self) -> bool:
        """Whether people sign in: always where the page can be reached from another machine."""
        return self.mode == "accounts" or (self.mode == "auto" and self.host not in LOOPBACK)
