"""What is kept of accounts in short words, told in plain ones."""

from __future__ import annotations

from typing import Final, Literal

from athena.domain.accounts import Account
from athena.services.account_board import AccountLine, AccountState, LastUse
from athena.ui import clocks

Colour = Literal["green", "orange", "gray"]
STATES: Final = {
    AccountState.OPEN: "Open",
    AccountState.WAITING: "No password yet",
    AccountState.CLOSED: "Closed",
}
COLOURS: Final[dict[AccountState, Colour]] = {
    AccountState.OPEN: "green",
    AccountState.WAITING: "orange",
    AccountState.CLOSED: "gray",
}
LAST_USES: Final = {
    LastUse.MONTH: "Within 30 days",
    LastUse.LONGER: "Not for 30 days",
    LastUse.QUARTER: "Not for 90 days",
    LastUse.NEVER: "No sign-in on record",
}


def last_sign_in(line: AccountLine) -> str:
    """Return when somebody last signed in, in words."""
    if line.last_sign_in is None:
        return "No sign-in on record"
    return f"Last signed in {clocks.moment(line.last_sign_in)}"


def ways_in(account: Account, provider: str) -> str:
    """Return how somebody signs in; ``provider`` is what the provider of identities is called."""
    ways = [way for way, there in (("a password", account.has_password), (provider, account.issuer)) if there]
    return f"Signs in with {' or '.join(ways)}" if ways else "Waits for a link to choose a password"
