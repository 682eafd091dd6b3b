"""What a provider of identities says about a person, and whether that person may come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from athena.domain.access import Role
from athena.domain.people import read_employee_id, read_name
from athena.errors import AccessError, InputError

Claims = Mapping[str, object]
ANY: Final = "*"
GOOGLE: Final = "https://accounts.google.com"
_RANKED: Final = (Role.ADMIN, Role.MANAGER, Role.ANALYST, Role.CANDIDATE)
_UNNAMED: Final = "New colleague"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of identities and who of it may come in.

    ``domains`` are those of e-mail addresses, case-folded, ``*`` for any; ``roles`` the role of each group,
    empty where Athena's own roles stand; ``new_role`` is None where nobody comes in without an account.
    """

    issuer: str
    label: str
    domains: tuple[str, ...]
    role_claim: str = "groups"
    roles: Mapping[str, Role] | None = None
    new_role: Role | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the provider vouches for: ``subject`` is its name for them and never changes.

    ``employee_id`` is the verified e-mail address; ``role`` is None where the provider says nothing of roles.
    """

    issuer: str
    subject: str
    employee_id: str
    name: str
    role: Role | None


def read_identity(claims: Claims, provider: Provider) -> Identity:
    """Return who comes in, or raise AccessError with a sentence that says why nobody does."""
    employee_id = _address(claims, provider)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise AccessError(f"{provider.label} did not say who you are. Please try again.")
    return Identity(
        provider.issuer, subject, employee_id, _name(claims, employee_id), role_of(claims, provider)
    )


def role_of(claims: Claims, provider: Provider) -> Role | None:
    """Return the highest role that the person's groups give, None where groups give none in Athena.

    Raises AccessError where they should and do not.
    """
    if not provider.roles:
        return None
    granted = {provider.roles[group] for group in _groups(claims, provider.role_claim) & set(provider.roles)}
    found = next((role for role in _RANKED if role in granted), provider.new_role)
    if found is None:
        raise AccessError(
            f"None of your groups at {provider.label} has a role in Athena. "
            "Ask an administrator to add you to one."
        )
    return found


def _address(claims: Claims, provider: Provider) -> str:
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise AccessError(f"{provider.label} did not tell your e-mail address. Allow it when you are asked.")
    domain = email.casefold().rpartition("@")[2]
    if ANY not in provider.domains and domain not in provider.domains:
        raise AccessError(
            "Only people of certain organisations may come in, and yours is not among them. "
            "Sign in with your address at work."
        )
    if not _is_verified(claims, provider, domain):
        raise AccessError(
            f"{provider.label} has not verified your e-mail address. Verify it there, then sign in again."
        )
    try:
        return read_employee_id(email)
    except InputError:
        raise AccessError(
            "Your e-mail address cannot be an Employee ID: it is too long or has other signs than letters, "
            "digits, dots, dashes and underscores. Ask an administrator for an account with a password."
        ) from None


def _is_verified(claims: Claims, provider: Provider, domain: str) -> bool:
    """Whether the provider vouches for the address today.

    Google verifies a foreign address once, and whoever had it keeps it: there it counts only for Gmail and
    for accounts that an organisation manages (``hd``). Microsoft says it in its own claim (``xms_edov``).
    """
    if provider.issuer == GOOGLE and domain != "gmail.com" and not claims.get("hd"):
        return False
    return _is_true(claims.get("email_verified")) or _is_true(claims.get("xms_edov"))


def _is_true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "1")


def _groups(claims: Claims, path: str) -> set[str]:
    """Return the groups at ``path``: a claim's name, or names with dots between where claims are nested."""
    value: object = claims.get(path)
    if value is None and "." in path:
        value = claims
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return {value}
    return {str(one) for one in value} if isinstance(value, list | tuple) else set()


def _name(claims: Claims, employee_id: str) -> str:
    for words in (claims.get("name"), employee_id.rpartition("@")[0]):
        try:
            return read_name(str(words or ""))
        except InputError:
            continue
    return _UNNAMED
