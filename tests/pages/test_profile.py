"""One's own profile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL, Role
from athena.store import accounts as stored
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import press, words


@pytest.fixture
def home(make_app: Callable[..., FakeApp]) -> FakeApp:
    """Jo, a candidate with a password, is signed in here and elsewhere."""
    app = make_app(ATHENA_MODE="accounts")
    account = app.desk.accounts.add(LOCAL, "jo", Role.CANDIDATE, name="Jo Lee", department="Data")
    with app.database.transaction() as tx:
        stored.set_password(tx, "jo", "hash", account.created_at)  # type: ignore[arg-type]
    app.desk.sign_ins.open("jo", how="Example", address="192.0.2.9")
    app.cookie = app.desk.sign_ins.open("jo", how="password", address="192.0.2.1")
    return app


def open_page(timezone: str = "UTC") -> AppTest:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.context["timezone"] = timezone
    return visit.switch_page("pages/profile.py").run()


def test_what_is_known_of_oneself_is_changed(home: FakeApp) -> None:
    visit = open_page()
    visit.text_input[0].input("Jo Miller")
    visit.text_input[2].input("Analyst")
    visit.selectbox[0].select("Asia/Kolkata")
    visit.selectbox[1].select("de")
    press(visit, "Save")
    now = home.desk.accounts.of(LOCAL, "jo")
    assert (now.name, now.role_title, now.department) == ("Jo Miller", "Analyst", "Data")
    assert (now.time_zone, now.language) == ("Asia/Kolkata", "de")
    assert "saved" in visit.success[0].value


def test_times_are_in_the_new_zone_at_once(home: FakeApp) -> None:
    visit = open_page()
    before = words(visit)
    visit.selectbox[0].select("Asia/Kolkata")
    press(visit, "Save")
    assert (" UTC with password" in before, " IST with password" in words(visit)) == (True, True)


def test_a_name_that_will_not_do_is_refused_in_the_form(home: FakeApp) -> None:
    visit = open_page()
    visit.text_input[0].input("<script>")
    press(visit, "Save")
    assert "letters, digits" in visit.error[0].value
    assert home.desk.accounts.of(LOCAL, "jo").name == "Jo Lee"


def test_every_place_one_is_signed_in_at_is_told_and_which_is_this(home: FakeApp) -> None:
    seen = words(open_page())
    assert r"from 192\.0\.2\.1" in seen
    assert r"from 192\.0\.2\.9" in seen
    assert seen.count("This browser") == 1


def test_signing_out_everywhere_ends_all_of_them(home: FakeApp) -> None:
    press(open_page(), "Sign out everywhere")
    assert home.desk.sign_ins.of("jo") == []
    assert home.desk.sign_ins.viewer_of(home.cookie) is None


def test_the_browsers_time_zone_is_hinted_at_when_it_differs(home: FakeApp) -> None:
    assert "Your browser's time zone is America/Lima." in words(open_page("America/Lima")).replace("\\", "")
    assert "Your browser's time zone" not in words(open_page("UTC"))


def test_the_way_to_change_the_password_is_there_for_who_has_one(home: FakeApp) -> None:
    assert any("/account/password" in element.proto.body for element in open_page().html)


def test_without_accounts_the_page_says_so(app: FakeApp) -> None:
    visit = open_page()
    assert visit.info[0].proto.title == "There are no accounts here"
    assert list(visit.text_input) == []
