"""How often somebody may fail to sign in. Kept in the store: a restart forgives nothing.

- A try counts as failed from its beginning, before the password is looked at, so that many at once are no way
  round; when the password was right, it and the person's earlier slips from there are taken back.
- ``limit`` failures within ``window`` close an account, and an address, for tries from browsers that are not
  known. Refused tries are not counted, so the window slides on and always opens again.
- A stranger who keeps on failing would still shut the owner out. So a browser somebody has signed in with
  keeps a random token of its own (a *device cookie*, see OWASP, "Slow Down Online Guessing Attacks with
  Device Cookies"): its tries at that account are counted for it alone. Whoever has no such browser at hand
  asks for a one-time link, which no failure closes. A new password makes all browsers unknown again.
- An IPv6 address counts as its /64: that is what one customer has.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from athena.domain.limits import SlidingWindow
from athena.domain.people import identity
from athena.errors import TooManyTriesError
from athena.services.records import random_id, utc_now
from athena.services.tokens import digest, new_token
from athena.store import attempts
from athena.store.attempts import Attempt
from athena.store.database import Database, Transaction

KNOWN_FOR = timedelta(days=180)
"""So long a browser stays known after somebody last signed in with it."""


class Attempts:
    """Counts failures to sign in. Thread-safe."""

    def __init__(
        self,
        database: Database,
        limit: int = 5,
        window: timedelta = timedelta(minutes=15),
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database, self._now, self._new_id = database, now, new_id
        self._limit, self._window = limit, window

    def begin(self, employee_id: str, address: str, browser: str = "") -> Attempt:
        """Count a try at an account, existing or not; ``browser`` is the token of its device cookie.

        Raises TooManyTriesError, which says how long to wait.
        """
        now, account = self._now(), digest(identity(employee_id))
        with self._database.transaction(shown=False) as tx:
            attempts.forget(tx, now - self._window)
            known = self._known(tx, browser, employee_id, now)
            attempt = Attempt(self._new_id(), account, network_of(address), known, now)
            wait_s = self._wait_s(tx, attempt)
            if not wait_s:
                attempts.add(tx, attempt)
        if wait_s:
            raise TooManyTriesError(_sentence(wait_s), wait_s)
        return attempt

    def passed(self, attempt: Attempt) -> None:
        """Take back a try, and earlier ones from there at the same account: it was the right password."""
        with self._database.transaction(shown=False) as tx:
            attempts.forgive(tx, attempt)

    def know(self, employee_id: str, browser: str = "") -> str:
        """Remember the browser somebody signed in with; return the token for its device cookie.

        ``browser`` is the token it has already, if any: several people may share one.
        """
        now = self._now()
        with self._database.transaction(shown=False) as tx:
            attempts.forget_known(tx, now - KNOWN_FOR)
            token = browser if attempts.is_known(tx, digest(browser)) else new_token()
            attempts.know(tx, digest(token), identity(employee_id), now)
        return token

    def forget_browsers(self, tx: Transaction, employee_id: str) -> None:
        """Make all browsers of a person unknown, as part of a transaction."""
        attempts.unknow(tx, identity(employee_id))

    def _known(self, tx: Transaction, browser: str, employee_id: str, now: datetime) -> str:
        mark = digest(browser)
        return mark if attempts.knows(tx, mark, identity(employee_id), now - KNOWN_FOR) else ""

    def _wait_s(self, tx: Transaction, attempt: Attempt) -> int:
        since = attempt.tried_at - self._window
        if attempt.browser:
            counted = [attempts.times(tx, "browser", attempt.browser, since)]
        else:
            counted = [attempts.times(tx, "account", attempt.account, since)]
            if attempt.address:
                counted.append(attempts.times(tx, "address", attempt.address, since))
        return max(self._wait_of(times, attempt.tried_at) for times in counted)

    def _wait_of(self, times: list[datetime], now: datetime) -> int:
        seconds = deque(time.replace(tzinfo=UTC).timestamp() for time in times)
        window = SlidingWindow(self._limit, self._window.total_seconds(), seconds)
        return math.ceil(window.wait_s(now.replace(tzinfo=UTC).timestamp()))


def network_of(address: str) -> str:
    """Return what counts as one address: itself, or the /64 of an IPv6 address."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64)) + "/64"


def _sentence(wait_s: int) -> str:
    minutes = math.ceil(wait_s / 60)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    return (
        f"There were too many failures to sign in here. Please wait {wait} and try again, use a browser you "
        "have signed in with before, or ask an administrator for a link to choose a new password."
    )
