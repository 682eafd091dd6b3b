"""People and sessions of demonstration data as rows and columns of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from athena.domain.interview import Difficulty
from athena.services.demo_figures import DEPARTMENTS, Figures
from athena.services.demo_words import name_of, role_of

Row = dict[str, Any]
CLOUD_MODEL: Final = "gpt-realtime-2.1-mini"
HERE_MODEL: Final = "athena-embedded"


@dataclass
class Tables:
    """Rows by table, with the luck they are made by."""

    luck: np.random.Generator
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(row)

    def new_id(self) -> str:
        """Return 32 hexadecimal digits: an id."""
        return self.luck.bytes(16).hex()

    def pick(self, among: Sequence[str]) -> str:
        """Return one of these."""
        return among[int(self.luck.integers(len(among)))]


def columns_of(rows: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    """Return rows as columns; a row that lacks a value has None there."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def employee_row(figures: Figures, person: int) -> Row:
    """Return a made-up person, known since the first interview."""
    own = figures.started[figures.person == person]
    since = own[0] if len(own) else figures.started[-1]
    department = DEPARTMENTS[figures.department[person]]
    return {
        "employee_id": employee_id_of(person),
        "identity": employee_id_of(person).lower(),
        "name": name_of(person),
        "department": department,
        "role_title": role_of(department, person // len(DEPARTMENTS)),
        "demo": True,
        "created_at": since.item(),
    }


def employee_id_of(person: int) -> str:
    """Return the id of the ``person``-th made-up person (from 0)."""
    return f"DEMO-{person + 1:03d}"


def session_columns(figures: Figures) -> dict[str, list[Any]]:
    """Return the columns of all sessions, less their ids and what depends on their answers."""
    levels = list(Difficulty)
    number = len(figures.started)
    return {
        "employee_id": [employee_id_of(person) for person in figures.person.tolist()],
        "level": [levels[level].value for level in figures.level.tolist()],
        "question_count": figures.planned.tolist(),
        "categories": [[]] * number,
        "seed": list(range(number)),
        "practice": [False] * number,
        "patience": [1.0] * number,
        "time_limit_minutes": [45] * number,
        "engine": ["openai" if cloud else "embedded" for cloud in figures.in_cloud.tolist()],
        "model": [CLOUD_MODEL if cloud else HERE_MODEL for cloud in figures.in_cloud.tolist()],
        "prompt_version": ["demo"] * number,
        "status": ["completed" if done else "abandoned" for done in figures.completed.tolist()],
        "resumable": [False] * number,
        "demo": [True] * number,
        "mode": ["text" if typed else "voice" for typed in figures.by_text.tolist()],
        "started_at": figures.started.astype("datetime64[us]").tolist(),
    }
