"""One person's data taken along: all of it, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from athena.domain.access import INVITED, LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.errors import AccessError, InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.pdf_person import person_pdf
from athena.services.person_schema import PersonDocument
from athena.services.personal_export import PersonalExport
from athena.services.recordings import Recordings
from athena.services.table_words import WORDS
from athena.store import traces
from athena.store.database import Database
from tests.services.test_session_files import text_of
from tests.services.whole import ID, NAME, SAID, fill

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOW = datetime(2026, 6, 1, 12, 0)
KEY = bytes(range(32))
ADMIN = Viewer("boss", "Boss", PERMISSIONS[Role.ADMIN], Role.ADMIN)


@pytest.fixture(scope="module")
def database() -> Database:
    """Two people in every table; nothing is changed in it but the audit log."""
    database = Database.open(":memory:")
    fill(database)
    fill(database, "E2", "Jo Lee", "other words")
    with database.transaction() as tx:
        tx.run("UPDATE reviews SET reviewer = ? WHERE reason LIKE 'other%'", [ID])
    return database


@pytest.fixture
def exports(database: Database, tmp_path: Path) -> PersonalExport:
    audit = Auditing(database, lambda: NOW)
    return PersonalExport(database, audit, Recordings(database, audit, tmp_path, None), lambda: NOW)


def test_every_table_about_the_person_is_in_it(exports: PersonalExport, database: Database) -> None:
    document = exports.document(ADMIN, ID.lower())
    assert {part.table for part in document.records} == set(traces.leads(database))
    assert document.person is not None
    assert document.person.name == NAME
    [interview] = document.interviews
    assert SAID in interview.transcript[0].text


def test_nothing_that_others_said_and_no_secret_is_in_it(exports: PersonalExport) -> None:
    text = exports.document(ADMIN, ID).model_dump_json()
    for words in ("other words", "Jo Lee", "password_hash", "token_hash", '"digest"'):
        assert words not in text


def test_what_others_rows_tell_of_the_person_is_ids_times_and_the_name(exports: PersonalExport) -> None:
    [reviews] = [part for part in exports.document(ADMIN, ID).named_in if part.table == "reviews"]
    [row] = reviews.rows
    assert row["reviewer"] == ID
    assert set(row) == {
        "review_id",
        "response_id",
        "before_id",
        "evaluation_id",
        "reviewer",
        "reviewed_at",
    }


def test_the_document_is_as_the_documentation_says(exports: PersonalExport) -> None:
    schema = json.loads((DOCS / "person-export.schema.json").read_text(encoding="utf-8"))
    assert schema == PersonDocument.model_json_schema()
    jsonschema.validate(json.loads(exports.document(ADMIN, ID).model_dump_json()), schema)


def test_the_documentation_names_every_field() -> None:
    text = (DOCS / "person-export.md").read_text(encoding="utf-8")
    for field in PersonDocument.model_fields:
        assert f"`{field}`" in text


def test_the_file_has_json_pdf_and_a_report_of_each_interview(exports: PersonalExport) -> None:
    file = exports.archive(ADMIN, ID)
    assert file.name == "athena-personal-data-zz-canary-7-2026-06-01.zip"
    archive = zipfile.ZipFile(io.BytesIO(file.data))
    names = archive.namelist()
    assert names[:3] == ["README.txt", "person.json", "person.pdf"]
    assert [name for name in names if name.startswith("interviews/001-") and name.endswith(".pdf")]
    assert archive.read("person.pdf").startswith(b"%PDF")
    assert json.loads(archive.read("person.json"))["format"] == "athena-person/1"


def test_the_pdf_tells_who_what_and_how_much(exports: PersonalExport) -> None:
    text = text_of(person_pdf(exports.document(ADMIN, ID), compressed=False))
    for words in (f"What is kept of {NAME}", ID, "Interviews", "How much of what", "Sign-ins", SAID):
        assert words in text


def test_hostile_words_neither_break_nor_format_the_pdf(exports: PersonalExport) -> None:
    document = exports.document(ADMIN, ID)
    [part] = [part for part in document.records if part.table == "query_runs"]
    row = part.rows[0] | {"sql": "SELECT '</para><b>' -- " + "x" * 9000 + "\n" * 200}
    changed = document.model_copy(update={"records": [part.model_copy(update={"rows": [row]})]})
    text = text_of(person_pdf(changed, compressed=False))
    assert "'</para><b>'--xxx" in text.replace(" ", "")


def test_a_person_takes_their_own_data_and_nobody_elses(exports: PersonalExport) -> None:
    for permissions in (PERMISSIONS[Role.CANDIDATE], INVITED):
        viewer = Viewer(ID, NAME, permissions)
        assert exports.archive(viewer, ID).data
        with pytest.raises(AccessError):
            exports.archive(viewer, "E2")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
def test_only_who_manages_privacy_takes_others_data(exports: PersonalExport, role: Role) -> None:
    with pytest.raises(AccessError):
        exports.document(Viewer("x", "X", PERMISSIONS[role], role), ID)


def test_who_took_what_is_noted(exports: PersonalExport, database: Database) -> None:
    exports.archive(ADMIN, ID)
    noted = Auditing(database).entries(LOCAL, actions=(Action.EXPORT,))
    assert ("boss", ID, {"what": "personal data"}) in [(e.actor, e.subject, dict(e.detail)) for e in noted]


def test_nobody_and_nonsense_are_told_apart(exports: PersonalExport) -> None:
    with pytest.raises(NotFoundError, match="Nothing is kept"):
        exports.archive(ADMIN, "E999")
    with pytest.raises(InputError):
        exports.archive(ADMIN, "no id")


def test_every_table_has_words_for_people(database: Database) -> None:
    assert {*traces.leads(database), *traces.MENTIONS} <= set(WORDS)


def test_recordings_are_beside_it_as_sound(database: Database, tmp_path: Path) -> None:
    audit = Auditing(database, lambda: NOW)
    sound = Recordings(database, audit, tmp_path, KEY, lambda: NOW)
    [session_id] = traces.of_person(database, ID).session_ids
    with database.transaction() as tx:
        tx.run("DELETE FROM recordings")
    recorder = sound.begin(session_id)
    recorder.push(bytes(4800))
    recorder.close()
    exports = PersonalExport(database, audit, sound, lambda: NOW)
    archive = zipfile.ZipFile(io.BytesIO(exports.archive(ADMIN, ID).data))
    [name] = exports.document(ADMIN, ID).recordings
    assert archive.read(name).startswith(b"RIFF")
    next(tmp_path.iterdir()).unlink()
    archive = zipfile.ZipFile(io.BytesIO(exports.archive(ADMIN, ID).data))
    assert b"cannot be read" in archive.read(f"{name}.txt")
