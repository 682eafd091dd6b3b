"""A server that knows people, and ways to come in as one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

from athena.domain.access import LOCAL, Role
from athena.services.accounts import Accounts
from athena.services.attempts import Attempts
from athena.services.auditing import Auditing
from athena.services.credentials import Credentials
from athena.services.sign_ins import SignIns
from athena.store.database import Database
from tests.browser.serving import serving
from tests.services.fakes_hashing import QuickHasher
from tests.services.front import PASSWORD

IDS = {role: f"{role}-1" for role in Role}
"""Somebody of every role, all with the same password."""
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Served:
    """A running server in accounts mode: its address, its database file, and what it printed."""

    base: str
    database: Path
    log: Path

    def visitor(self) -> httpx.Client:
        """A browser that nobody has signed in with; it follows no redirects by itself."""
        return httpx.Client(base_url=self.base, timeout=30)

    def signed_in(self, role: Role) -> httpx.Client:
        """A browser that somebody of that role has just signed in with."""
        browser = self.visitor()
        answer = sign_in(browser, IDS[role], PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser


@contextmanager
def serving_people(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Run the whole app in accounts mode with somebody of every role in its database."""
    path = folder / "athena.duckdb"
    add_people(path)
    own = {"ATHENA_MODE": "accounts", "DATABASE_URL": f"duckdb:///{path}"}
    with serving("app.py", folder / "server.log", own | dict(environment or {})) as base:
        yield Served(base, path, folder / "server.log")


def add_people(path: Path) -> None:
    """Add an account of every role to the database, with passwords that are quick to check."""
    database = Database.open(path)
    audit = Auditing(database)
    sign_ins = SignIns(database, audit)
    accounts = Accounts(database, audit, sign_ins)
    credentials = Credentials(database, audit, sign_ins, Attempts(database), QuickHasher())
    for role in Role:
        accounts.add(LOCAL, IDS[role], role, name=f"{role.title()} One")
        _, token = accounts.make_link(LOCAL, IDS[role])
        credentials.register(token, PASSWORD, name=f"{role.title()} One", department="", role_title="")
    database.close()


def sign_in(browser: httpx.Client, employee_id: str, password: str, onward: str = "/") -> httpx.Response:
    """Open the page to sign in and send its form."""
    fields = {"employee_id": employee_id, "password": password, "next": onward}
    return send(browser, "/account/sign-in", fields)


def send(browser: httpx.Client, path: str, fields: Mapping[str, str]) -> httpx.Response:
    """Open a page of ours and send its form."""
    return browser.post(path.partition("?")[0], data={"form_token": form_token(browser.get(path)), **fields})


def form_token(page: httpx.Response) -> str:
    """The token that the form on a page repeats."""
    found = _TOKEN.search(page.text)
    assert found, page.text
    return found[1]
