"""Reports in a writer's words, which hold as long as the facts they were written from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from athena.domain.report import Finding
from athena.store.database import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StoredWording:
    """Findings by section, who worded them in which version, and a digest of the ``facts`` they rest on."""

    facts: str
    findings: Mapping[str, tuple[Finding, ...]]
    writer: str
    writer_version: str
    refused: int


def put(tx: Transaction, session_id: str, wording: StoredWording, at: datetime) -> None:
    """Keep a session's wording, in place of an earlier one."""
    sections = {section: _told(findings) for section, findings in wording.findings.items()}
    tx.upsert(
        "report_wordings",
        ("session_id",),
        {
            "session_id": session_id,
            "facts": wording.facts,
            **sections,
            "writer": wording.writer,
            "writer_version": wording.writer_version,
            "refused": wording.refused,
            "written_at": at,
        },
    )


def find(reader: Reader, session_id: str) -> StoredWording | None:
    """Return a session's wording, None when there is none."""
    rows = reader.read("SELECT * FROM report_wordings WHERE session_id = ?", [session_id])
    if not rows:
        return None
    [row] = rows
    sections = ("strengths", "weaknesses", "recommendations")
    findings = {section: _read(row[section]) for section in sections}
    return StoredWording(row["facts"], findings, row["writer"], row["writer_version"], row["refused"])


def _told(findings: Sequence[Finding]) -> str:
    return json.dumps([{"text": finding.text, "items": list(finding.items)} for finding in findings])


def _read(text: str) -> tuple[Finding, ...]:
    return tuple(Finding(told["text"], tuple(told["items"])) for told in json.loads(text))
