"""The invitations page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from athena.domain.access import LOCAL, Role
from athena.domain.interview import SessionStatus
from athena.domain.people import Employee
from athena.domain.templates import Template
from athena.services.inviting import NewLink
from athena.services.records import utc_now
from athena.store import employees
from athena.ui.invitations.state import BOARD, EDITED, INVITE, PEOPLE, TEMPLATES, VIEW
from athena.ui.navigation import ROOT
from tests.pages.conftest import SHELL
from tests.pages.fakes import FakeApp, MakeApp
from tests.pages.walking import labels, press, words
from tests.services.inviting import WANTED

PAGE = str(ROOT / "pages" / "invitations.py")
LINK = re.compile(r"http://localhost:8501/invite/([\w-]{43})")


def invitations(view: str = BOARD) -> AppTest:
    visit = AppTest.from_file(SHELL, default_timeout=30)
    visit.session_state[VIEW] = view
    return visit.switch_page(PAGE).run()


@pytest.fixture
def template(app: FakeApp) -> Template:
    with app.database.transaction() as tx:
        employees.add(tx, Employee("E1", "Jo *Lee*", "Data"), utc_now())
        employees.add(tx, Employee("E2", "Li Wei"), utc_now())
    return app.desk.templates.create(LOCAL, WANTED)


@pytest.fixture
def link(app: FakeApp, template: Template) -> NewLink:
    """Jo's invitation."""
    return app.desk.inviting.create(LOCAL, template.template_id, ["E1"]).links[0]


def test_an_empty_board_leads_to_inviting_and_that_to_templates(app: FakeApp) -> None:
    visit = invitations()
    assert "Nobody has been invited yet" in words(visit)
    press(visit, "Invite people")
    assert "made from a template" in words(visit)
    press(visit, "Create a template")
    assert "There is no template yet" in words(visit)


def fill_in(visit: AppTest, **texts: str) -> AppTest:
    for label, text in texts.items():
        (field,) = [one for one in visit.text_input if one.label == label.replace("_", " ")]
        field.input(text)
    return press(visit, "Keep")


def test_a_template_is_created_by_the_form(app: FakeApp) -> None:
    visit = press(invitations(TEMPLATES), "New template")
    fill_in(visit, Name="First round", Their_name="Kim", **{"Their e-mail address": "kim@example.org"})
    (template,) = app.desk.templates.newest(LOCAL)
    assert (template.name, template.version, template.contact.email) == ("First round", 1, "kim@example.org")
    assert "is kept as version 1" in visit.success[0].value


def test_what_is_missing_in_the_form_is_said(app: FakeApp) -> None:
    visit = fill_in(press(invitations(TEMPLATES), "New template"), Name="First round", Their_name="Kim")
    assert "e-mail address or a telephone number of Kim" in words(visit)
    assert app.desk.templates.newest(LOCAL) == []


def test_a_change_is_a_new_version_and_the_earlier_one_is_told(app: FakeApp, template: Template) -> None:
    visit = press(invitations(TEMPLATES), "Edit")
    fill_in(visit, Name="Second round")
    assert [one.name for one in app.desk.templates.versions(LOCAL, template.template_id)] == [
        "Second round",
        "Analysts",
    ]
    assert "**Version 1**" in words(visit)


@pytest.mark.parametrize("template_says", [True, False])
def test_what_the_settings_do_not_allow_can_only_be_switched_off(
    app: FakeApp, template: Template, template_says: bool
) -> None:
    app.desk.templates.change(LOCAL, template.template_id, replace(WANTED, webhook=template_says))
    visit = press(invitations(TEMPLATES), "Edit")
    (toggle,) = [one for one in visit.toggle if one.label.startswith("Tell another system")]
    assert (toggle.value, toggle.disabled) == (template_says, not template_says)


@pytest.mark.parametrize(("named", "shown"), [(TEMPLATES, TEMPLATES), ("<nothing>", BOARD), ("", BOARD)])
def test_the_address_names_the_part_of_the_page(app: FakeApp, named: str, shown: str) -> None:
    visit = AppTest.from_file(SHELL, default_timeout=30).switch_page(PAGE)
    visit.query_params[VIEW] = named
    assert visit.run().session_state[VIEW] == shown


def test_an_edit_can_be_given_up(app: FakeApp, template: Template) -> None:
    visit = press(press(invitations(TEMPLATES), "Edit"), "Cancel")
    assert EDITED not in visit.session_state
    assert "Edit" in labels(visit)


def test_a_retired_template_is_not_offered_until_it_is_restored(app: FakeApp, template: Template) -> None:
    visit = press(invitations(TEMPLATES), "Retire")
    assert "Create a template" in labels(invitations(INVITE))
    press(visit, "Restore")
    assert "Create a template" not in labels(invitations(INVITE))


def invite(visit: AppTest, *employee_ids: str) -> AppTest:
    visit.multiselect(key=PEOPLE).set_value(list(employee_ids)).run()
    number = len(employee_ids)
    return press(visit, "Invite 1 person" if number == 1 else f"Invite {number} people")


def shown_link(visit: AppTest) -> str:
    found = LINK.fullmatch(visit.code[0].value)
    assert found
    return found[1]


def test_a_person_who_was_picked_gets_a_link_that_works(app: FakeApp, template: Template) -> None:
    visit = invite(invitations(INVITE), "E1")
    assert app.desk.invitations.look(shown_link(visit)).employee_id == "E1"
    assert visit.session_state[PEOPLE] == []


def test_a_link_comes_with_words_a_code_and_an_appointment(app: FakeApp, template: Template) -> None:
    visit = invite(invitations(INVITE), "E1")
    assert shown_link(visit) in visit.code[1].value
    assert "An AI conducts it" in visit.code[1].value
    (image,) = visit.get("image")
    assert image.imgs[0].alt == "QR code with the interview link of Jo *Lee*"
    assert "Calendar file" in [one.proto.label for one in visit.get("download_button")]


def test_links_are_shown_until_they_are_put_away(app: FakeApp, template: Template) -> None:
    visit = invite(invitations(INVITE), "E1")
    press(visit, "Done")
    assert not visit.code


def test_several_links_are_chosen_from_and_taken_away_together(app: FakeApp, template: Template) -> None:
    visit = invite(invitations(INVITE), "E1", "E2")
    assert "2 new links" in words(visit)
    first = shown_link(visit)
    visit.selectbox(key="shown_link").select_index(1).run()
    assert shown_link(visit) != first
    assert "All 2 links as CSV" in [one.proto.label for one in visit.get("download_button")]


def test_whoever_cannot_be_invited_is_told_beside_the_links(app: FakeApp, link: NewLink) -> None:
    visit = invite(invitations(INVITE), "E1", "E2")
    assert "1 new link" in words(visit)
    assert "has an open invitation" in words(visit)


def test_of_many_who_cannot_be_invited_there_is_a_list(app: FakeApp, template: Template) -> None:
    ids = [f"E{number}" for number in range(10, 15)]
    with app.database.transaction() as tx:
        for employee_id in ids:
            employees.add(tx, Employee(employee_id, "Jo"), utc_now())
    visit = invitations(INVITE)
    visit.multiselect(key=PEOPLE).set_value(ids).run()
    app.desk.inviting.create(LOCAL, template.template_id, ids)
    press(visit, "Invite 5 people")
    assert list(visit.dataframe[0].value["Employee ID"]) == ids


def test_who_has_an_email_address_can_be_written_to(app: FakeApp, template: Template) -> None:
    employee_id = app.desk.people.add(LOCAL, "E7", "Ana Luz", "", "ana@example.org")
    visit = invite(invitations(INVITE), employee_id)
    (button,) = visit.get("link_button")
    assert button.proto.url.startswith("mailto:ana@example.org?subject=SQL%20interview")


def test_single_people_can_have_extra_time(app: FakeApp, template: Template) -> None:
    visit = invitations(INVITE)
    visit.multiselect(key=PEOPLE).set_value(["E1"]).run()
    visit.multiselect(key="with_extra_time").set_value(["E1"]).run()
    visit.selectbox(key="extra_E1").set_value(2.0).run()
    press(visit, "Invite 1 person")
    (line,) = app.desk.inviting.everybody(LOCAL)
    assert line.invitation.extra_time == 2.0


def test_a_person_can_be_added_and_is_picked(app: FakeApp, template: Template) -> None:
    visit = invitations(INVITE)
    for field, text in zip(visit.text_input, ("E7", "Ana Luz"), strict=False):
        field.input(text)
    press(visit, "Add")
    assert visit.session_state[PEOPLE] == ["E7"]


def upload(visit: AppTest, data: bytes) -> AppTest:
    visit.file_uploader[0].set_value(("people.csv", data, "text/csv"))
    return visit.run()


def test_a_file_of_people_is_looked_at_before_its_good_rows_go_in(app: FakeApp, template: Template) -> None:
    visit = upload(invitations(INVITE), b"ID;Name\nE7;Ana\nE 8;Bo\nE1;\n")
    assert "2 rows can go in, 1 of them known already." in words(visit)
    assert list(visit.dataframe[0].value["Row"]) == [3, 2, 4]
    assert len(app.desk.people.everybody(LOCAL)) == 2
    press(visit, "Take in 2 rows and pick them")
    assert visit.session_state[PEOPLE] == ["E7", "E1"]


def test_a_file_that_is_no_table_is_refused_in_words(app: FakeApp, template: Template) -> None:
    visit = upload(invitations(INVITE), b"PK\x03\x04")
    assert "workbook" in visit.error[0].value


def test_the_board_counts_and_tells_where_everybody_stands(app: FakeApp, link: NewLink) -> None:
    app.desk.inviting.create(LOCAL, link.template.template_id, ["E2"])
    app.desk.invitations.opened(link.invitation.invitation_id)
    visit = invitations()
    assert {one.label: one.value for one in visit.metric if one.value != "0"} == {
        "Invited": "1",
        "Opened": "1",
    }
    assert r"**Jo \*Lee\*** :gray[E1]" in words(visit)


def test_the_board_is_searched_and_the_filters_cleared(app: FakeApp, link: NewLink) -> None:
    visit = invitations()
    visit.text_input(key="find").input("nobody").run()
    assert "No invitation is like that" in words(visit)
    press(visit, "Clear all filters")
    assert "1 invitation, the newest first" in words(visit)


def test_the_board_is_filtered_by_status(app: FakeApp, link: NewLink) -> None:
    visit = invitations()
    visit.selectbox(key="status").set_value("Finished").run()
    assert "0 invitations" in words(visit)
    visit.selectbox(key="status").set_value("Invited").run()
    assert "1 invitation," in words(visit)


def test_a_revoked_link_works_no_more(app: FakeApp, link: NewLink) -> None:
    visit = press(invitations(), "Revoke")
    assert not app.desk.invitations.holds(link.invitation.invitation_id)
    assert "Revoke" not in labels(visit)


def test_a_new_link_comes_with_a_reminder_and_the_old_one_works_no_more(app: FakeApp, link: NewLink) -> None:
    visit = press(invitations(), "New link and reminder")
    assert app.desk.invitations.look(shown_link(visit)).invitation_id == link.invitation.invitation_id
    assert "friendly reminder" in visit.code[1].value
    assert shown_link(visit) != link.token


def test_what_is_not_possible_any_more_is_said(app: FakeApp, link: NewLink) -> None:
    visit = invitations()
    take(app, link)
    press(visit, "Revoke")
    assert "has been taken" in words(visit)


def take(app: FakeApp, link: NewLink) -> str:
    session = app.open("E1", app.desk.invitations.plan_of(link.invitation, seed=1))
    app.desk.invitations.begun(link.invitation.invitation_id, session.session_id)
    app.interviewing.close(session.session_id, SessionStatus.COMPLETED)
    app.desk.ended(session.session_id)
    return session.session_id


def test_an_interview_that_was_taken_leads_to_its_session(app: FakeApp, link: NewLink) -> None:
    session_id = take(app, link)
    (leads,) = [one.proto for one in invitations().get("page_link") if one.proto.label == "Session"]
    assert session_id in leads.query_string


def test_messages_to_another_system_are_listed(make_app: MakeApp) -> None:
    app = make_app(webhook_url="http://127.0.0.1:9/", webhook_secret="whsec_" + "A" * 32)
    with app.database.transaction() as tx:
        employees.add(tx, Employee("E1", "Jo"), utc_now())
    template = app.desk.templates.create(LOCAL, replace(WANTED, webhook=True))
    take(app, app.desk.inviting.create(LOCAL, template.template_id, ["E1"]).links[0])
    visit = invitations()
    assert any(one.label.startswith("Messages to another system") for one in visit.expander)
    app.desk.close()


def test_a_button_that_was_drawn_for_a_manager_does_nothing_for_who_is_none_any_more(
    make_app: MakeApp,
) -> None:
    app = make_app(mode="accounts")
    with app.database.transaction() as tx:
        employees.add(tx, Employee("E1", "Jo"), utc_now())
    app.desk.accounts.add(LOCAL, "boss", Role.MANAGER, name="Kim Park")
    app.cookie = app.desk.sign_ins.open("boss", how="password")
    template = app.desk.templates.create(LOCAL, WANTED)
    link = app.desk.inviting.create(LOCAL, template.template_id, ["E1"]).links[0]
    visit = invitations()
    app.desk.accounts.change_role(LOCAL, "boss", Role.CANDIDATE)
    press(visit, "Revoke")
    assert app.desk.invitations.holds(link.invitation.invitation_id)
