"""Files that people take away. Whatever is taken is noted in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.services.auditing import Auditing
from athena.services.exporting import ExportFile, Format, Rows, export
from athena.services.pdf_report import session_pdf
from athena.services.reading import Reading, Wanted
from athena.services.session_export import session_json
from athena.services.session_files import sessions_file
from athena.services.session_view import SessionView
from athena.store.database import Database


class SessionFile(StrEnum):
    """What of a session a file holds."""

    REPORT = "report"
    WITH_TRANSCRIPT = "report and transcript"
    EVERYTHING = "session"


class Exports:
    """Makes the files. Thread-safe. All methods raise AccessError for a viewer who may not have them."""

    def __init__(self, database: Database, audit: Auditing) -> None:
        self._reading, self._audit = Reading(database), audit

    def session(self, viewer: Viewer, session_id: str, what: SessionFile) -> ExportFile:
        """Return a session as PDF, or as JSON with everything; the report on oneself is open to everybody.

        Raises NotFoundError.
        """
        view = self._reading.view(viewer, session_id)
        if what is SessionFile.EVERYTHING:
            viewer.require(Permission.EXPORT)
        viewer.require_results(view.session.employee.employee_id, Permission.EXPORT)
        made = _made(view, what)
        self._note(viewer, view.session.session_id, what.value, made)
        return made

    def sessions(self, viewer: Viewer, wanted: Wanted, format_: Format, at: datetime) -> ExportFile:
        """Return the list of wanted sessions as a table; ``at`` (naive UTC) is when it was made."""
        viewer.require(Permission.EXPORT)
        total = self._reading.find(viewer, wanted, 0).total
        made = sessions_file(self._reading.find(viewer, wanted, total).lines, format_, at)
        self._note(viewer, "sessions", f"{total} sessions", made)
        return made

    def table(
        self,
        viewer: Viewer,
        title: str,
        columns: Sequence[str],
        rows: Rows,
        format_: Format,
        *,
        about: str = "",
    ) -> ExportFile:
        """Return a table as a file named after its ``title``; ``about`` is whose alone it is, or ""."""
        viewer.require_results(about, Permission.EXPORT)
        made = export(title, columns, rows, format_)
        self._note(viewer, about or "table", title, made)
        return made

    def _note(self, viewer: Viewer, subject: str, what: str, made: ExportFile) -> None:
        self._audit.note(viewer, Action.EXPORT, subject, detail={"what": what, "file": made.mime})


def _made(view: SessionView, what: SessionFile) -> ExportFile:
    if what is SessionFile.EVERYTHING:
        return session_json(view)
    return session_pdf(view, transcript=what is SessionFile.WITH_TRANSCRIPT)
