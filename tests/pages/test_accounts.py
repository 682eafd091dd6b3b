"""The accounts page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL, Role
from athena.domain.accounts import LinkKind
from athena.store import accounts as stored
from athena.store.audit import last_sign_ins
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp
from tests.pages.walking import labels, press, words

PROVIDER = {
    "OIDC_ISSUER": "https://id.example.org",
    "OIDC_CLIENT_ID": "athena",
    "OIDC_NAME": "Example",
    "OIDC_ALLOWED_DOMAINS": "*",
}


@pytest.fixture
def office(make_app: Callable[..., FakeApp]) -> FakeApp:
    return opened(make_app(ATHENA_MODE="accounts", ATHENA_PUBLIC_URL="https://athena.example.org"))


def opened(app: FakeApp) -> FakeApp:
    """Let Ada, an administrator with a password, be signed in; Mia and Jo wait for theirs."""
    for employee_id, name, role in (
        ("ada", "Ada _Lovelace_", Role.ADMIN),
        ("mia", "Mia Ray", Role.MANAGER),
        ("jo@example.org", "Jo Lee", Role.CANDIDATE),
    ):
        app.desk.accounts.add(LOCAL, employee_id, role, name=name, department="Data")
    give_password(app, "ada")
    app.cookie = app.desk.sign_ins.open("ada", how="password")
    return app


def give_password(app: FakeApp, employee_id: str) -> None:
    with app.database.transaction() as tx:
        stored.set_password(tx, employee_id, "hash", app.desk.accounts.of(LOCAL, "ada").created_at)  # type: ignore[arg-type]


def open_page(**query: str) -> AppTest:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    for name, value in query.items():
        visit.query_params[name] = value
    return visit.switch_page("pages/accounts.py").run()


def listed(visit: AppTest) -> list[str]:
    """Return the Employee IDs of the list."""
    return [str(button.key).removeprefix("manage_") for button in visit.button if button.label == "Manage"]


def role_of(app: FakeApp, employee_id: str) -> Role:
    return app.desk.accounts.of(LOCAL, employee_id).role


def test_all_accounts_are_listed_by_name_with_role_state_and_last_sign_in(office: FakeApp) -> None:
    visit = open_page()
    seen = words(visit)
    assert listed(visit) == ["ada", "jo@example.org", "mia"]
    assert r"Ada \_Lovelace\_" in seen
    assert "Administrator" in seen
    assert seen.count(r"No sign\-in on record") == 2
    assert seen.count("No password yet") == 2


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"search": "LEE data"}, ["jo@example.org"]),
        ({"role": "Manager"}, ["mia"]),
        ({"state": "Open"}, ["ada"]),
        ({"used": "No sign-in on record"}, ["jo@example.org", "mia"]),
        ({"used": "Within 30 days", "search": "a"}, ["ada"]),
        ({"state": "Closed"}, []),
    ],
)
def test_the_address_narrows_the_list(office: FakeApp, query: dict[str, str], left: list[str]) -> None:
    assert listed(open_page(**query)) == left


def test_an_account_is_added_with_a_link_that_is_shown_once(office: FakeApp) -> None:
    visit = open_page()
    visit.text_input[0].input("E7")
    visit.text_input[2].input("Ed Ito")
    press(visit, "Add the account")
    [link] = [code.value for code in visit.code]
    assert link.startswith("https://athena.example.org/account/register?link=")
    token = link.rpartition("=")[2]
    assert office.desk.credentials.look(token, LinkKind.REGISTER).employee_id == "E7"
    assert role_of(office, "E7") is Role.CANDIDATE
    assert list(visit.run().code) == []


def test_an_id_that_is_taken_is_refused_in_the_form(office: FakeApp) -> None:
    visit = open_page()
    visit.text_input[0].input("ADA")
    press(visit, "Add the account")
    assert "has an account already" in visit.error[0].value
    assert list(visit.code) == []


def test_a_role_is_changed_and_the_change_is_told(office: FakeApp) -> None:
    visit = open_page(account="mia")
    visit.selectbox[0].select(Role.ANALYST).run()
    press(visit, "Change the role")
    assert role_of(office, "mia") is Role.ANALYST
    assert "The role is Analyst now" in visit.success[0].value


def test_the_last_administrator_keeps_role_and_account(office: FakeApp) -> None:
    visit = open_page(account="ada")
    press(visit, "Close the account")
    closing = visit.error[0].value
    visit.selectbox[0].select(Role.MANAGER).run()
    press(visit, "Change the role")
    assert "only administrator" in closing
    assert "only administrator" in visit.error[0].value
    assert (role_of(office, "ada"), office.desk.accounts.of(LOCAL, "ada").active) == (Role.ADMIN, True)


def test_an_account_is_closed_and_opened_again(office: FakeApp) -> None:
    visit = press(open_page(account="mia"), "Close the account")
    closed = office.desk.accounts.of(LOCAL, "mia").active
    press(visit, "Open the account again")
    assert (closed, office.desk.accounts.of(LOCAL, "mia").active) == (False, True)


def test_a_link_for_a_new_password_is_made_for_who_has_one(office: FakeApp) -> None:
    visit = press(open_page(account="ada"), "Make a link for a new password")
    token = visit.code[0].value.rpartition("=")[2]
    assert office.desk.credentials.look(token, LinkKind.RESET).employee_id == "ada"


def test_somebody_is_signed_out_everywhere(office: FakeApp) -> None:
    give_password(office, "mia")
    token = office.desk.sign_ins.open("mia", how="password")
    press(open_page(account="mia"), "Sign out everywhere")
    assert office.desk.sign_ins.viewer_of(token) is None


def test_a_provider_is_allowed_and_forbidden_for_an_account(make_app: Callable[..., FakeApp]) -> None:
    app = opened(make_app(ATHENA_MODE="accounts", **PROVIDER))
    visit = press(open_page(account="jo@example.org"), "Allow signing in with Example")
    allowed = app.desk.accounts.of(LOCAL, "jo@example.org").issuer
    press(visit, "Stop signing in with Example")
    assert allowed == "https://id.example.org"
    assert app.desk.accounts.of(LOCAL, "jo@example.org").issuer is None


def test_an_account_for_a_provider_is_added_without_a_link(make_app: Callable[..., FakeApp]) -> None:
    app = opened(make_app(ATHENA_MODE="accounts", **PROVIDER))
    visit = open_page()
    visit.text_input[0].input("ed@example.org")
    visit.text_input[2].input("Ed Ito")
    visit.checkbox[0].check()
    press(visit, "Add the account")
    assert app.desk.accounts.of(LOCAL, "ed@example.org").issuer == "https://id.example.org"
    assert list(visit.code) == []


def test_an_account_that_is_not_there_is_told(office: FakeApp) -> None:
    visit = open_page(account="nobody")
    assert "There is no such account" in visit.error[0].value
    assert "All accounts" in labels(visit)


def test_a_manager_does_not_see_them(office: FakeApp) -> None:
    office.cookie = office.desk.sign_ins.open("mia", how="password")
    visit = open_page()
    assert (bool(visit.exception), list(visit.title), list(visit.button)) == (True, [], [])


def test_without_accounts_the_page_says_how_to_have_them(app: FakeApp) -> None:
    assert "ATHENA_MODE" in open_page().info[0].value


def test_the_last_sign_in_is_looked_up_in_the_audit_log(office: FakeApp) -> None:
    assert set(last_sign_ins(office.database)) == {"ada"}
