"""The accounts as an administrator looks through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.accounts import Account
from athena.errors import AccessError, NotFoundError
from athena.services.account_board import AccountBoard, AccountLine, AccountState, AccountsWanted, LastUse
from athena.services.accounts import Accounts
from athena.services.auditing import Auditing
from athena.services.sign_ins import SignIns
from athena.store.database import Database

NOW = datetime(2026, 3, 31, 12)
JO = Account("jo@example.org", "Jo Lee", Role.CANDIDATE, "Data", "Analyst", has_password=True)


def line(days_ago: float | None, **changes: object) -> AccountLine:
    seen = None if days_ago is None else NOW - timedelta(days=days_ago)
    return AccountLine(replace(JO, **changes), seen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, AccountState.OPEN),
        ({"has_password": False, "issuer": "https://id.example.org"}, AccountState.OPEN),
        ({"has_password": False}, AccountState.WAITING),
        ({"active": False}, AccountState.CLOSED),
        ({"active": False, "has_password": False}, AccountState.CLOSED),
    ],
)
def test_a_state_says_whether_somebody_can_sign_in(changes: dict[str, object], state: AccountState) -> None:
    assert line(1, **changes).state is state


@pytest.mark.parametrize(
    ("days_ago", "uses"),
    [
        (0, {LastUse.MONTH}),
        (30, {LastUse.MONTH}),
        (30.1, {LastUse.LONGER}),
        (90.1, {LastUse.LONGER, LastUse.QUARTER}),
        (None, {LastUse.LONGER, LastUse.QUARTER, LastUse.NEVER}),
    ],
)
def test_a_last_use_falls_into_the_spans_that_hold_it(days_ago: float | None, uses: set[LastUse]) -> None:
    assert {use for use in LastUse if line(days_ago).was_used(use, NOW)} == uses


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (AccountsWanted(), True),
        (AccountsWanted("LEE data"), True),
        (AccountsWanted("lee sales"), False),
        (AccountsWanted("jo@ analyst", Role.CANDIDATE, AccountState.OPEN, LastUse.MONTH), True),
        (AccountsWanted(role=Role.ADMIN), False),
        (AccountsWanted(state=AccountState.CLOSED), False),
        (AccountsWanted(last_use=LastUse.NEVER), False),
    ],
)
def test_what_is_wanted_is_left(wanted: AccountsWanted, left: bool) -> None:
    assert wanted.leaves(line(1), NOW) is left


@pytest.fixture
def board(nobody_there: Database) -> AccountBoard:
    """Ada has signed in twice, Jo never."""
    audit = Auditing(nobody_there)
    sign_ins = SignIns(nobody_there, audit)
    accounts = Accounts(nobody_there, audit, sign_ins)
    for employee_id, name in (("jo", "Jo Lee"), ("Ada", "Ada Lovelace")):
        accounts.add(LOCAL, employee_id, Role.ADMIN, name=name)
    for _ in range(2):
        sign_ins.open("ADA", how="password")
    return AccountBoard(nobody_there, accounts)


def test_everybody_is_listed_by_name_with_the_last_sign_in(board: AccountBoard) -> None:
    ada, jo = board.everybody(LOCAL)
    assert (ada.account.employee_id, jo.account.employee_id) == ("Ada", "jo")
    assert (ada.last_sign_in is None, jo.last_sign_in is None) == (False, True)


def test_one_account_is_found_however_it_is_spelled(board: AccountBoard) -> None:
    assert board.one(LOCAL, "ADA").account.name == "Ada Lovelace"


def test_an_account_that_is_not_there_is_not_found(board: AccountBoard) -> None:
    with pytest.raises(NotFoundError):
        board.one(LOCAL, "nobody")


def test_a_manager_lists_nobody(board: AccountBoard) -> None:
    with pytest.raises(AccessError):
        board.everybody(Viewer("mia", "Mia", PERMISSIONS[Role.MANAGER], Role.MANAGER))
