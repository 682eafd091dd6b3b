"""The status board of invitations: counts, what is searched for, and all links of a batch as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from athena.domain.invitations import InvitationStatus
from athena.services.exporting import ExportFile, Format, export
from athena.services.inviting import InvitedPerson, NewLink

LINK_COLUMNS: Final = ("employee_id", "name", "email", "interview", "link", "works_until_utc")


@dataclass(frozen=True, slots=True)
class BoardWanted:
    """What is looked for: words in names, ids, departments and templates; None and () are for anything."""

    words: str = ""
    status: InvitationStatus | None = None
    template_id: str = ""

    def matches(self, line: InvitedPerson) -> bool:
        """Whether a line is wanted."""
        return (
            self.status in (None, line.invitation.status)
            and self.template_id in ("", line.invitation.template_id)
            and all(word in _words(line) for word in self.words.casefold().split())
        )


def counts(lines: Sequence[InvitedPerson]) -> dict[InvitationStatus, int]:
    """Return how many invitations stand where, for every status."""
    found = Counter(line.invitation.status for line in lines)
    return {status: found[status] for status in InvitationStatus}


def links_file(links: Sequence[NewLink], addresses: Sequence[str], at: datetime) -> ExportFile:
    """Return a batch of links as a CSV file to write letters with; ``addresses`` are what they lead by."""
    rows = [
        [
            link.employee.employee_id,
            link.employee.name,
            link.email,
            link.template.name,
            address,
            link.invitation.expires_at,
        ]
        for link, address in zip(links, addresses, strict=True)
    ]
    return export(f"athena invitations {at:%Y-%m-%d}", LINK_COLUMNS, rows, Format.CSV)


def _words(line: InvitedPerson) -> str:
    person = line.employee
    parts = (person.name, person.employee_id, person.department, line.email, line.template_name)
    return " ".join(filter(None, parts)).casefold()
