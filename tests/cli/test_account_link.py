"""A link from the command line, for whoever cannot ask an administrator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from athena.cli.account_link import main
from athena.domain.access import LOCAL, Role
from athena.errors import InputError, NotFoundError
from athena.store import accounts
from athena.store.database import Database
from tests.services.front import OTHER, Front


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one administrator."""
    path = tmp_path / "athena.duckdb"
    database = Database.open(path)
    Front(database).person("A1", Role.ADMIN)
    database.close()
    monkeypatch.setenv("DATABASE_URL", f"duckdb:///{path}")
    return path


def printed_token(capsys: pytest.CaptureFixture[str], kind: str) -> str:
    found = re.search(rf"http://localhost:8501/account/{kind}\?link=(\S+)\n", capsys.readouterr().out)
    assert found
    return found[1]


def test_an_administrator_who_forgot_the_password_gets_a_link(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["a1"]) == 0
    database = Database.open(place)
    front = Front(database)
    front.clock.time = accounts.everybody(database)[0].created_at or front.clock.time
    token = printed_token(capsys, "reset")
    assert front.credentials.reset(token, OTHER).role is Role.ADMIN
    database.close()


def test_somebody_new_is_added_with_a_role_and_a_name(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["E7", "--role", "manager", "--name", "Jo Lee"]) == 0
    assert printed_token(capsys, "register")
    database = Database.open(place)
    assert Front(database).accounts.of(LOCAL, "E7").role is Role.MANAGER
    database.close()


def test_nobody_is_added_by_a_slip() -> None:
    with pytest.raises(NotFoundError, match="no such account"):
        main(["A11"])


def test_the_last_administrator_stays_one() -> None:
    with pytest.raises(InputError, match="only administrator"):
        main(["A1", "--role", "candidate"])
