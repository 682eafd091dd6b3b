"""Templates of interviews: every version stays as it was kept."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from athena.domain.interview import Category, Difficulty
from athena.domain.templates import Contact, Engine, Retake, Template, Way
from athena.store.database import Reader, Row, Transaction

_SELECT = (
    "SELECT t.*, r.template_id IS NOT NULL AS retired FROM interview_templates t "
    "LEFT JOIN retired_templates r ON r.template_id = t.template_id"
)
_NEWEST = "t.version = (SELECT max(version) FROM interview_templates n WHERE n.template_id = t.template_id)"


def add(tx: Transaction, template: Template) -> None:
    """Add a version that is not there yet."""
    names = {field.name for field in fields(Template)} - {"contact", "retired"}
    row = {name: getattr(template, name) for name in names}
    contact = template.contact
    people = {"contact_name": contact.name, "contact_email": contact.email, "contact_phone": contact.phone}
    tx.insert("interview_templates", row | people | {"categories": list(template.categories)})


def find(reader: Reader, template_id: str, version: int | None = None) -> Template | None:
    """Return a version of a template, None for the newest one."""
    wanted = _NEWEST if version is None else "t.version = $2"
    params = [template_id] if version is None else [template_id, version]
    rows = reader.read(f"{_SELECT} WHERE t.template_id = $1 AND {wanted}", params)
    return _template(rows[0]) if rows else None


def newest(reader: Reader) -> list[Template]:
    """Return the newest version of every template, by name; retired ones last."""
    rows = reader.read(f"{_SELECT} WHERE {_NEWEST} ORDER BY retired, lower(t.name), t.template_id")
    return [_template(row) for row in rows]


def versions(reader: Reader, template_id: str) -> list[Template]:
    """Return all versions of a template, the newest first."""
    rows = reader.read(f"{_SELECT} WHERE t.template_id = ? ORDER BY t.version DESC", [template_id])
    return [_template(row) for row in rows]


def retire(tx: Transaction, template_id: str, at: datetime) -> None:
    """Let a template take no new invitations."""
    tx.run(
        "INSERT INTO retired_templates (template_id, retired_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [template_id, at],
    )


def restore(tx: Transaction, template_id: str) -> None:
    """Let a template take invitations again."""
    tx.run("DELETE FROM retired_templates WHERE template_id = ?", [template_id])


def _template(row: Row) -> Template:
    kinds: dict[str, Any] = {
        "level": Difficulty(row["level"]),
        "categories": tuple(map(Category, row["categories"])),
        "engine": Engine(row["engine"]),
        "way": Way(row["way"]),
        "retake": Retake(row["retake"]),
        "contact": Contact(row["contact_name"], row["contact_email"], row["contact_phone"]),
    }
    plain = {field.name: row[field.name] for field in fields(Template) if field.name not in kinds}
    return Template(**plain, **kinds)
