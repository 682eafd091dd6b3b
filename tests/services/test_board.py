from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from athena.domain.access import LOCAL
from athena.domain.invitations import InvitationStatus
from athena.services.board import BoardWanted, counts, links_file
from athena.services.inviting import InvitedPerson
from athena.store.database import Database
from tests.services.inviting import WANTED, Desk
from tests.services.small import AT


@pytest.fixture
def desk(database: Database) -> Desk:
    """Jo (Data) was invited by one template, Li by another one, and has expired."""
    desk = Desk(database)
    desk.link(valid_days=30)
    desk.link(replace(WANTED, name="Second round"), "E2", valid_days=1)
    desk.clock.pass_days(2)
    return desk


def board(desk: Desk) -> list[InvitedPerson]:
    return desk.inviting.everybody(LOCAL)


def found(desk: Desk, wanted: BoardWanted) -> list[str]:
    return sorted(line.employee.name for line in board(desk) if wanted.matches(line))


def test_every_status_is_counted_also_those_nobody_has(desk: Desk) -> None:
    counted = counts(board(desk))
    assert list(counted) == list(InvitationStatus)
    assert {status.value: number for status, number in counted.items() if number} == {
        "invited": 1,
        "expired": 1,
    }


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Jo Lee", "Li Wei"]),
        ("LEE", ["Jo Lee"]),
        ("e2", ["Li Wei"]),
        ("data", ["Jo Lee"]),
        ("second", ["Li Wei"]),
        ("lee data", ["Jo Lee"]),
        ("lee second", []),
        ("%", []),
    ],
)
def test_words_are_sought_in_names_ids_departments_and_templates(
    desk: Desk, words: str, names: list[str]
) -> None:
    assert found(desk, BoardWanted(words)) == names


def test_lines_are_wanted_by_status_and_template(desk: Desk) -> None:
    (jo,) = [line for line in board(desk) if line.employee.name == "Jo Lee"]
    assert found(desk, BoardWanted(status=InvitationStatus.EXPIRED)) == ["Li Wei"]
    assert found(desk, BoardWanted(template_id=jo.invitation.template_id)) == ["Jo Lee"]


def test_a_batch_of_links_is_a_file_to_write_letters_with(database: Database) -> None:
    desk = Desk(database)
    link = replace(desk.link(), email="=jo@example.org")
    file = links_file([link], ["https://a.example/invite/x"], AT)
    (row,) = csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")))
    assert row == {
        "employee_id": "E1",
        "name": "Jo Lee",
        "email": "'=jo@example.org",
        "interview": "Analysts",
        "link": "https://a.example/invite/x",
        "works_until_utc": "2026-03-15 09:30:00",
    }
