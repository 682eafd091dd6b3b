from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from athena.errors import TooManyTriesError
from athena.services.attempts import KNOWN_FOR, Attempts, network_of
from athena.store.database import Database
from tests.services.front import Clock

WINDOW = timedelta(minutes=15)
HOME, AWAY = "192.0.2.1", "198.51.100.9"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(nobody_there: Database, clock: Clock) -> Attempts:
    return Attempts(nobody_there, now=clock)


def fail(attempts: Attempts, times: int, account: str = "E1", address: str = HOME, browser: str = "") -> None:
    for _ in range(times):
        attempts.begin(account, address, browser)


def test_five_failures_are_borne_and_the_sixth_try_waits(attempts: Attempts) -> None:
    fail(attempts, 5)
    with pytest.raises(TooManyTriesError, match="wait 15 minutes") as refused:
        attempts.begin("E1", HOME)
    assert refused.value.wait_s == WINDOW.total_seconds()


def test_an_account_is_counted_from_everywhere_and_however_it_is_written(attempts: Attempts) -> None:
    for number in range(5):
        attempts.begin("e1" if number % 2 else "E1", f"203.0.113.{number}")
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", AWAY)


def test_an_address_is_counted_whatever_accounts_it_tries(attempts: Attempts) -> None:
    for number in range(5):
        attempts.begin(f"E{number}", HOME)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E99", HOME)


def test_accounts_that_do_not_exist_are_counted_like_the_others(attempts: Attempts) -> None:
    fail(attempts, 5, account="nobody", address="")
    with pytest.raises(TooManyTriesError):
        attempts.begin("nobody", "")


def test_others_elsewhere_are_not_held_up(attempts: Attempts) -> None:
    fail(attempts, 5)
    attempts.begin("E2", AWAY)


def test_a_network_of_ipv6_is_one_address(attempts: Attempts) -> None:
    for number in range(5):
        attempts.begin(f"E{number}", f"2001:db8:1:2::{number}")
    with pytest.raises(TooManyTriesError):
        attempts.begin("E99", "2001:db8:1:2:ffff::1")
    attempts.begin("E99", "2001:db8:1:3::1")


def test_the_window_slides(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, 1)
    clock.pass_(timedelta(minutes=5))
    fail(attempts, 4)
    with pytest.raises(TooManyTriesError) as refused:
        attempts.begin("E1", HOME)
    assert refused.value.wait_s == timedelta(minutes=10).total_seconds()
    clock.pass_(timedelta(minutes=10))
    attempts.begin("E1", HOME)


def test_refused_tries_do_not_keep_an_account_closed(attempts: Attempts, clock: Clock) -> None:
    fail(attempts, 5)
    for _ in range(14):
        clock.pass_(timedelta(minutes=1))
        with pytest.raises(TooManyTriesError):
            attempts.begin("E1", AWAY)
    clock.pass_(timedelta(minutes=1))
    attempts.begin("E1", HOME)


def test_the_right_password_takes_back_the_slips_from_there(attempts: Attempts) -> None:
    fail(attempts, 4)
    attempts.passed(attempts.begin("E1", HOME))
    fail(attempts, 5)


def test_the_owners_success_forgives_no_stranger(attempts: Attempts) -> None:
    fail(attempts, 4, address=AWAY)
    attempts.passed(attempts.begin("E1", HOME))
    attempts.begin("E1", AWAY)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", AWAY)


def test_success_at_ones_own_account_forgives_no_guesses_at_others(attempts: Attempts) -> None:
    fail(attempts, 4, account="E1")
    attempts.passed(attempts.begin("mine", HOME))
    attempts.begin("E2", HOME)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E2", HOME)


def test_a_stranger_does_not_shut_the_owner_out_of_a_known_browser(attempts: Attempts) -> None:
    browser = attempts.know("E1")
    fail(attempts, 5, address=AWAY)
    attempts.begin("E1", AWAY, browser)


def test_a_known_browser_has_no_more_tries_than_others(attempts: Attempts) -> None:
    browser = attempts.know("E1")
    fail(attempts, 5, browser=browser)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", HOME, browser)


def test_a_browser_is_known_for_the_person_who_used_it_alone(attempts: Attempts) -> None:
    browser = attempts.know("mine")
    fail(attempts, 5, address=AWAY)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", HOME, browser)


def test_two_people_who_share_a_browser_are_both_known_in_it(attempts: Attempts) -> None:
    browser = attempts.know("E1")
    assert attempts.know("E2", browser) == browser
    for account in ("E1", "E2"):
        fail(attempts, 5, account=account, address=AWAY if account == "E1" else "203.0.113.1")
    attempts.begin("E1", HOME, browser)
    attempts.begin("E2", HOME, browser)


def test_a_browser_cannot_choose_its_own_token(attempts: Attempts) -> None:
    assert attempts.know("E1", "chosen") != "chosen"


def test_a_new_password_makes_all_browsers_unknown(attempts: Attempts, nobody_there: Database) -> None:
    browser = attempts.know("E1")
    with nobody_there.transaction() as tx:
        attempts.forget_browsers(tx, "E1")
    fail(attempts, 5, address=AWAY)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", HOME, browser)


def test_a_browser_that_was_not_used_for_half_a_year_is_unknown(attempts: Attempts, clock: Clock) -> None:
    browser = attempts.know("E1")
    clock.pass_(KNOWN_FOR)
    fail(attempts, 5, address=AWAY)
    with pytest.raises(TooManyTriesError):
        attempts.begin("E1", HOME, browser)


def test_many_tries_at_once_are_no_way_round(attempts: Attempts) -> None:
    def try_once(_: int) -> bool:
        try:
            attempts.begin("E1", HOME)
        except TooManyTriesError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_once, range(24))) == 5


def test_a_restart_forgives_nothing(tmp_path: Path, clock: Clock) -> None:
    place = tmp_path / "athena.duckdb"
    before = Database.open(place)
    fail(Attempts(before, now=clock), 5)
    before.close()
    after = Database.open(place)
    with pytest.raises(TooManyTriesError):
        Attempts(after, now=clock).begin("E1", HOME)
    after.close()


def test_what_counts_no_more_is_not_kept(attempts: Attempts, clock: Clock, nobody_there: Database) -> None:
    fail(attempts, 5)
    clock.pass_(WINDOW)
    attempts.begin("E2", AWAY)
    assert len(nobody_there.read("SELECT * FROM sign_in_failures")) == 1


def test_what_was_typed_as_an_id_is_not_kept(attempts: Attempts, nobody_there: Database) -> None:
    attempts.begin("my secret password", HOME)
    assert "secret" not in str(nobody_there.read("SELECT * FROM sign_in_failures"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
