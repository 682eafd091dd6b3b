from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from athena.domain.access import LOCAL, Role
from athena.domain.accounts import LinkKind
from athena.domain.audit import Action, Outcome
from athena.errors import AccessError, CredentialsError, InputError, NotFoundError, TooManyTriesError
from athena.store.database import Database
from tests.services.front import OTHER, PASSWORD, Front

HERE = "192.0.2.1"


@pytest.fixture
def front(nobody_there: Database) -> Front:
    front = Front(nobody_there)
    front.person("E1")
    return front


def test_the_right_password_lets_in_however_the_id_is_written(front: Front) -> None:
    assert front.credentials.check(" e1 ", PASSWORD).employee_id == "E1"


@pytest.mark.parametrize(
    ("employee_id", "password"),
    [
        ("E1", OTHER),
        ("E1", ""),
        ("E1", PASSWORD.upper()),
        ("E1", PASSWORD + " and more of it, so that there are too many bytes for bcrypt to read"),
        ("E1", PASSWORD + "\0"),
        ("E1", "\ud800"),
        ("E9", PASSWORD),
        ("", ""),
        ("'; DROP TABLE accounts; --", PASSWORD),
        ("E" * 10_000, PASSWORD),
    ],
)
def test_whatever_is_wrong_is_answered_in_one_way(front: Front, employee_id: str, password: str) -> None:
    with pytest.raises(CredentialsError, match="do not belong together"):
        front.credentials.check(employee_id, password)


def test_a_password_is_known_however_its_accents_are_composed(front: Front) -> None:
    front.person("E2", password="caf\u00e9 noir, deux sucres")
    assert front.credentials.check("E2", "cafe\u0301 noir, deux sucres")


def test_the_same_work_is_done_whether_or_not_there_is_such_an_account(front: Front) -> None:
    front.accounts.add(LOCAL, "E2", Role.ANALYST, name="Never Registered")
    front.person("E3")
    front.accounts.deactivate(LOCAL, "E3")
    checks = []
    for employee_id in ("E1", "nobody", "E2", "E3"):
        front.hasher.checks = 0
        with pytest.raises(CredentialsError):
            front.credentials.check(employee_id, OTHER)
        checks.append(front.hasher.checks)
    assert checks == [1, 1, 1, 1]


def test_the_same_is_written_down_whether_or_not_there_is_such_an_account(front: Front) -> None:
    for employee_id in ("E1", "nobody"):
        with pytest.raises(CredentialsError):
            front.credentials.check(employee_id, OTHER, HERE)
    [unknown, known] = front.noted(Action.SIGN_IN)
    assert (known.outcome, unknown.outcome) == (Outcome.FAILED, Outcome.FAILED)
    assert (known.subject, unknown.subject) == ("E1", "")
    assert len(front.database.read("SELECT * FROM sign_in_failures")) == 2


def test_after_five_failures_even_the_right_password_waits_and_no_hash_is_made(front: Front) -> None:
    for _ in range(5):
        with pytest.raises(CredentialsError):
            front.credentials.check("E1", OTHER, HERE)
    front.hasher.checks = 0
    with pytest.raises(TooManyTriesError):
        front.credentials.check("E1", PASSWORD, HERE)
    assert front.hasher.checks == 0
    assert front.noted(Action.SIGN_IN)[0].outcome is Outcome.REFUSED


def test_in_a_known_browser_the_owner_comes_in_while_strangers_guess(front: Front) -> None:
    browser = front.attempts.know("E1")
    for _ in range(5):
        with pytest.raises(CredentialsError):
            front.credentials.check("E1", OTHER, "198.51.100.9")
    assert front.credentials.check("E1", PASSWORD, HERE, browser)


def test_changing_the_password_rotates_this_sign_in_and_ends_the_others(front: Front) -> None:
    here, there = (front.sign_ins.open("E1", how="password") for _ in range(2))
    fresh = front.credentials.change(here, PASSWORD, OTHER)
    assert [front.sign_ins.viewer_of(token) is not None for token in (here, there, fresh)] == [
        False,
        False,
        True,
    ]
    assert front.credentials.check("E1", OTHER)
    with pytest.raises(CredentialsError):
        front.credentials.check("E1", PASSWORD)


def test_a_wrong_current_password_changes_nothing_and_is_counted(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    for _ in range(5):
        with pytest.raises(InputError, match="not your current password"):
            front.credentials.change(token, OTHER, OTHER, HERE)
    with pytest.raises(TooManyTriesError):
        front.credentials.change(token, PASSWORD, OTHER, HERE)
    assert front.sign_ins.viewer_of(token)


def test_nobody_changes_a_password_without_being_signed_in(front: Front) -> None:
    with pytest.raises(AccessError, match="sign in again"):
        front.credentials.change("nothing", PASSWORD, OTHER)


def test_a_new_password_that_is_too_easy_leaves_the_old_one(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    with pytest.raises(InputError, match="first that would be guessed"):
        front.credentials.change(token, PASSWORD, "password1234")
    assert front.credentials.check("E1", PASSWORD)
    assert front.sign_ins.viewer_of(token)


def test_a_new_password_kills_links_and_makes_browsers_unknown(front: Front) -> None:
    browser = front.attempts.know("E1")
    _, link = front.accounts.make_link(LOCAL, "E1")
    front.credentials.change(front.sign_ins.open("E1", how="password"), PASSWORD, OTHER)
    with pytest.raises(NotFoundError):
        front.credentials.reset(link, PASSWORD)
    assert front.attempts.begin("E1", HERE, browser).browser == ""


def test_a_reset_link_works_once_and_ends_all_sign_ins(front: Front) -> None:
    token = front.sign_ins.open("E1", how="password")
    _, link = front.accounts.make_link(LOCAL, "E1")
    front.credentials.reset(link, OTHER)
    assert front.credentials.check("E1", OTHER)
    assert front.sign_ins.viewer_of(token) is None
    with pytest.raises(NotFoundError, match="used, has expired"):
        front.credentials.reset(link, PASSWORD)


def test_a_password_that_will_not_do_does_not_use_the_link_up(front: Front) -> None:
    _, link = front.accounts.make_link(LOCAL, "E1")
    with pytest.raises(InputError, match="at least 12"):
        front.credentials.reset(link, "short")
    assert front.credentials.reset(link, OTHER)


def test_of_two_who_use_a_link_at_once_one_is_too_late(front: Front) -> None:
    _, link = front.accounts.make_link(LOCAL, "E1")

    def reset(password: str) -> str:
        try:
            front.credentials.reset(link, password)
        except NotFoundError:
            return ""
        return password

    with ThreadPoolExecutor(2) as pool:
        [winner] = filter(None, pool.map(reset, (OTHER, "eleven wet dogs bark")))
    assert front.credentials.check("E1", winner)


def test_a_link_expires(front: Front) -> None:
    _, link = front.accounts.make_link(LOCAL, "E1")
    front.clock.pass_(LinkKind.RESET.lifetime)
    with pytest.raises(NotFoundError):
        front.credentials.reset(link, OTHER)


def test_a_link_is_good_for_its_own_purpose_alone(front: Front) -> None:
    _, link = front.accounts.make_link(LOCAL, "E1")
    with pytest.raises(NotFoundError):
        front.credentials.register(link, OTHER, name="Jo", department="", role_title="")
    with pytest.raises(NotFoundError):
        front.credentials.set_up(link, "E9", "Eve", OTHER)


def test_whoever_registers_says_who_they_are(front: Front) -> None:
    front.accounts.add(LOCAL, "E2", Role.ANALYST, name="J. Lee")
    _, link = front.accounts.make_link(LOCAL, "E2")
    front.credentials.register(link, OTHER, name="Jo Lee", department="Data", role_title="Analyst")
    account = front.credentials.check("E2", OTHER)
    assert (account.name, account.department, account.role) == ("Jo Lee", "Data", Role.ANALYST)


def test_a_new_password_in_the_audit_log_tells_its_way_and_no_more(front: Front) -> None:
    _, link = front.accounts.make_link(LOCAL, "E1")
    front.credentials.reset(link, OTHER, HERE)
    entry = front.noted(Action.PASSWORD_CHANGE)[0]
    assert (entry.actor, entry.subject, entry.address) == ("E1", "E1", HERE)
    assert entry.detail == {"link": "reset"}


def test_no_password_is_kept_as_it_was_typed(front: Front) -> None:
    [row] = front.database.read("SELECT * FROM accounts")
    assert PASSWORD not in str(row) + str(front.audit.entries(LOCAL))
    assert row["password_hash"].startswith("$2b$")
