"""Everything that is kept of one person, to take along: JSON, PDF and sound in one ZIP file."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from athena.domain.access import LOCAL, Permission, Viewer
from athena.domain.audit import Action
from athena.domain.people import read_employee_id
from athena.errors import AthenaError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.exporting import ExportFile, slug
from athena.services.pdf_person import person_pdf
from athena.services.pdf_report import session_pdf
from athena.services.person_schema import PersonDocument, RecordPart
from athena.services.reading import Reading, SessionView
from athena.services.recordings import Recordings
from athena.services.records import utc_now
from athena.services.session_export import session_document
from athena.services.session_schema import PersonPart
from athena.services.table_words import words_of
from athena.store import employees, recordings, traces
from athena.store.database import Database, Row
from athena.store.recordings import Recording

_IN_FULL: Final = frozenset({"audit_events"})
"""Rows of others that are told whole; of the rest only ids, times and the column that names the person."""
_READ_ME: Final = """Everything Athena keeps of one person.

person.json   all of it, for programs (the form is described in docs/person-export.md of Athena)
person.pdf    an overview, and what the reports of interviews do not show
interviews/   a report with transcript of each interview
recordings/   the sound of your microphone, where it was stored
"""
logger = logging.getLogger(__name__)


class PersonalExport:
    """Makes the file. Thread-safe; ``now`` gives naive UTC."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        sound: Recordings,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._audit, self._sound, self._now = database, audit, sound, now
        self._reading = Reading(database)

    def archive(self, viewer: Viewer, employee_id: str) -> ExportFile:
        """Return a ZIP file with everything about a person: the viewer, or anybody for who manages privacy.

        Raises AccessError, InputError for what is no Employee ID, NotFoundError when there is nothing.
        """
        views, document, recorded = self._gathered(viewer, employee_id)
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", _READ_ME)
            archive.writestr("person.json", document.model_dump_json(indent=1))
            archive.writestr("person.pdf", person_pdf(document))
            for number, view in enumerate(views, start=1):
                pdf = session_pdf(view)
                archive.writestr(f"interviews/{number:03d}-{pdf.name}", pdf.data)
            for name, one in recorded.items():
                self._add_sound(archive, name, one)
        self._audit.note(viewer, Action.EXPORT, document.employee_id, detail={"what": "personal data"})
        name = f"{slug(f'athena personal data {document.employee_id} {self._now():%Y-%m-%d}')}.zip"
        return ExportFile(name, sink.getvalue(), "application/zip")

    def document(self, viewer: Viewer, employee_id: str) -> PersonDocument:
        """Return everything about a person as a document. Raises as ``archive`` does."""
        return self._gathered(viewer, employee_id)[1]

    def _gathered(
        self, viewer: Viewer, employee_id: str
    ) -> tuple[list[SessionView], PersonDocument, Mapping[str, Recording]]:
        employee_id = read_employee_id(employee_id)
        viewer.require_person(employee_id, Permission.MANAGE_PRIVACY)
        trace = traces.of_person(self._database, employee_id)
        rows = {table: trace.rows(self._database, table) for table in sorted(trace.tables)}
        named = traces.mentions(self._database, employee_id)
        if not any(rows.values()) and not named:
            raise NotFoundError(f"Nothing is kept of a person with the Employee ID {employee_id}.")
        views = [self._reading.view(LOCAL, session_id) for session_id in trace.session_ids]
        views.sort(key=lambda view: view.session.started_at)
        found = recordings.of_sessions(self._database, trace.session_ids) if self._sound.possible else []
        recorded = {f"recordings/{one.recording_id}.wav": one for one in found}
        document = PersonDocument(
            made_at=self._now().replace(tzinfo=UTC),
            employee_id=employee_id,
            person=self._person(employee_id),
            interviews=[session_document(view) for view in views],
            records=list(_parts(rows)),
            named_in=list(_parts({table: _told(table, of_table) for table, of_table in named.items()})),
            recordings=list(recorded),
        )
        return views, document, recorded

    def _person(self, employee_id: str) -> PersonPart | None:
        known = employees.find(self._database, employee_id)
        if known is None:
            return None
        return PersonPart(
            employee_id=known.employee_id,
            name=known.name,
            department=known.department,
            role_title=known.role_title,
        )

    def _add_sound(self, archive: zipfile.ZipFile, name: str, one: Recording) -> None:
        try:
            archive.writestr(name, self._sound.whole(one))
        except AthenaError as error:
            logger.warning("A recording cannot be taken along: %s", error.message)
            archive.writestr(f"{name}.txt", f"This recording cannot be read. {error.message}")


def _parts(tables: Mapping[str, Sequence[Row]]) -> Iterator[RecordPart]:
    for table, rows in tables.items():
        if rows:
            plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
            yield RecordPart(table=table, what=words_of(table), rows=plain)


def _told(table: str, rows: Sequence[Row]) -> list[Row]:
    """Return of rows that belong to others what tells of the person, and no more."""
    if table in _IN_FULL:
        return list(rows)
    own = traces.MENTIONS[table]
    return [
        {name: value for name, value in row.items() if name in own or name.endswith(("_id", "_at"))}
        for row in rows
    ]


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat(timespec="milliseconds") + "Z"
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case Decimal():
            return float(value)
        case list():
            return [_plain(one) for one in value]
        case _:
            return value
