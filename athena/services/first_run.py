"""The first run: without accounts nobody comes in from afar, and there is a way to make the first of them."""

from __future__ import annotations

from athena.config import Settings
from athena.config.access import LOOPBACK
from athena.errors import AthenaError, SetupError
from athena.services.credentials import Credentials


def check_reach(settings: Settings, host: str) -> None:
    """Raise SetupError when others could reach ``host``, where Athena listens, and nobody has to sign in."""
    if host in LOOPBACK or settings.with_accounts:
        return
    raise SetupError(
        f"On {host} other machines would reach Athena, and nobody would have to sign in. Set "
        "ATHENA_MODE=accounts so that people do, or ATHENA_HOST=127.0.0.1 to keep it to this machine."
    )


def opening_words(settings: Settings, credentials: Credentials, base: str) -> list[str]:
    """Return what to print at the start, and make the administrator that the settings name, if any.

    ``base`` is the address people reach this server by, without a slash at its end. While nobody can sign in
    as an administrator it is a new link to set Athena up. Raises SetupError.
    """
    if not settings.with_accounts:
        return []
    if settings.admin_password:
        try:
            credentials.ensure_admin(settings.admin_id, settings.admin_password.get_secret_value())
        except AthenaError as error:
            raise SetupError(
                f"The administrator of ADMIN_PASSWORD and ATHENA_ADMIN_ID cannot be made. {error.message}"
            ) from error
    token = credentials.set_up_link()
    if token is None:
        return []
    return [
        "Athena has no administrator yet. Make the first one here; the link works once, for an hour:",
        f"{base}/account/set-up?link={token}",
    ]
