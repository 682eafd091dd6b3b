"""The form of everything that is kept of one person as JSON, explained in docs/person-export.md."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from athena.services.session_schema import Part, PersonPart, SessionDocument


class RecordPart(Part):
    """Rows of one table of the database; times in them are ISO 8601 in UTC, ids and bytes are text."""

    table: str
    what: str = Field(description="What the table holds, in words.")
    rows: list[dict[str, Any]]


class PersonDocument(Part):
    """Everything about one person."""

    format: Literal["athena-person/1"] = "athena-person/1"
    made_at: AwareDatetime
    employee_id: str
    person: PersonPart | None = Field(description="Null for an ID that is only named by others.")
    interviews: list[SessionDocument] = Field(
        description="Each as docs/session-export.md says, oldest first."
    )
    records: list[RecordPart] = Field(description="Every row about the person, but for secrets.")
    named_in: list[RecordPart] = Field(
        description="Rows of others that name the person (who reviewed, who invited): ids, times and the "
        "name; entries of the audit log in full."
    )
    recordings: list[str] = Field(description="Names of the sound files beside the document.")
