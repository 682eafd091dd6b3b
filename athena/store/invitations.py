"""Invitations and the digests of their links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

import pyarrow as pa

from athena.domain.invitations import Invitation, InvitationStatus
from athena.domain.people import Employee
from athena.store.database import Reader, Row, Transaction
from athena.store.employees import employee_of

_KEPT = tuple(field.name for field in fields(Invitation))
_FIRST = (
    "invitation_id",
    "employee_id",
    "template_id",
    "template_version",
    "status",
    "created_at",
    "created_by",
    "expires_at",
)
_CHANGING = ("status", "expires_at", "opened_at", "begun_at", "ended_at", "session_id")


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of a link: its invitation, and whether it was used or a newer one has taken its place."""

    token_hash: str
    invitation_id: str
    used: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """An invitation as a list shows it; ``email`` is None where it is not known."""

    invitation: Invitation
    employee: Employee
    email: str | None
    template_name: str
    overall_score: float | None = None
    band: str | None = None


def add(tx: Transaction, new: Mapping[str, Invitation], at: datetime) -> None:
    """Add invitations that were just made, each by the digest of its link."""
    columns = {name: [getattr(one, name) for one in new.values()] for name in _FIRST}
    extra = pa.array([one.extra_time for one in new.values()], pa.float64())
    tx.append("invitations", pa.table(columns | {"extra_time": extra}))
    made = pa.array([at] * len(new), pa.timestamp("us"))
    links = {"token_hash": list(new), "invitation_id": columns["invitation_id"], "made_at": made}
    tx.append("invitation_links", pa.table(links))


def change(tx: Transaction, invitation: Invitation) -> None:
    """Keep where an invitation stands now."""
    marks = ", ".join(f"{name} = ?" for name in _CHANGING)
    tx.run(
        f"UPDATE invitations SET {marks} WHERE invitation_id = ?",  # noqa: S608 - own names
        [*(getattr(invitation, name) for name in _CHANGING), invitation.invitation_id],
    )


def find(reader: Reader, invitation_id: str) -> Invitation | None:
    """Return the invitation, or None."""
    return _one(reader, "invitation_id", invitation_id)


def of_session(reader: Reader, session_id: str) -> Invitation | None:
    """Return the invitation whose interview this is, or None."""
    return _one(reader, "session_id", session_id)


def of_template(reader: Reader, template_id: str) -> list[Invitation]:
    """Return the invitations by any version of a template."""
    rows = reader.read("SELECT * FROM invitations WHERE template_id = ?", [template_id])
    return [_invitation(row) for row in rows]


def everybody(reader: Reader) -> list[InvitedPerson]:
    """Return all invitations with their people, the newest first."""
    rows = reader.read(
        "SELECT i.*, e.name, e.department, e.role_title, e.email, t.name AS template_name, "
        "p.overall_score, p.band FROM invitations i "
        "JOIN employees e ON e.employee_id = i.employee_id "
        "JOIN interview_templates t ON t.template_id = i.template_id AND t.version = i.template_version "
        "LEFT JOIN session_reports p ON p.session_id = i.session_id "
        "ORDER BY i.created_at DESC, lower(e.name), i.invitation_id"
    )
    return [
        InvitedPerson(
            _invitation(row),
            employee_of(row),
            row["email"],
            row["template_name"],
            row["overall_score"],
            row["band"],
        )
        for row in rows
    ]


def ended_unnoticed(reader: Reader) -> list[str]:
    """Return the sessions that have ended though their invitations say that they run."""
    rows = reader.read(
        "SELECT s.session_id FROM invitations i JOIN interview_sessions s ON s.session_id = i.session_id "
        "WHERE i.status = 'in_progress' AND s.status <> 'in_progress' ORDER BY s.ended_at, s.session_id"
    )
    return [row["session_id"] for row in rows]


def add_link(tx: Transaction, token_hash: str, invitation_id: str, at: datetime) -> None:
    """Add the digest of a new link; earlier links of the invitation are replaced by it."""
    tx.run(
        "UPDATE invitation_links SET replaced_at = ? WHERE invitation_id = ? AND replaced_at IS NULL",
        [at, invitation_id],
    )
    tx.insert("invitation_links", {"token_hash": token_hash, "invitation_id": invitation_id, "made_at": at})


def find_link(reader: Reader, token_hash: str) -> Link | None:
    """Return what is known of the link with this digest, or None."""
    rows = reader.read("SELECT * FROM invitation_links WHERE token_hash = ?", [token_hash])
    return (
        Link(
            rows[0]["token_hash"],
            rows[0]["invitation_id"],
            rows[0]["used_at"] is not None,
            rows[0]["replaced_at"] is not None,
        )
        if rows
        else None
    )


def use_links(tx: Transaction, invitation_id: str, at: datetime) -> None:
    """Note that the links of an invitation made so far lead nowhere any more."""
    tx.run(
        "UPDATE invitation_links SET used_at = ? WHERE invitation_id = ? AND used_at IS NULL",
        [at, invitation_id],
    )


def _one(reader: Reader, column: str, value: str) -> Invitation | None:
    rows = reader.read(f"SELECT * FROM invitations WHERE {column} = ?", [value])  # noqa: S608 - own names
    return _invitation(rows[0]) if rows else None


def _invitation(row: Row) -> Invitation:
    return Invitation(**{name: row[name] for name in _KEPT} | {"status": InvitationStatus(row["status"])})
