"""Demonstration data by the million, for benchmarks: scored answers without words, made column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np

from athena.domain.interview import Difficulty
from athena.domain.report import band_of
from athena.services.demo_columns import columns_of, employee_row, session_columns
from athena.services.demo_figures import Array, Figures, Items


def bare(items: Items, figures: Figures, seed: int) -> dict[str, Mapping[str, Any]]:
    """Return tables of scored answers that have no words."""
    luck = np.random.default_rng([seed, 1])
    session_ids = _ids(luck, len(figures.started))
    question_ids = _ids(luck, len(figures.item))
    response_ids = _ids(luck, len(figures.item))
    of_session = figures.session.tolist()
    began = figures.started[figures.session].astype("datetime64[us]")
    at = began + (figures.ordinal * 120 * 1_000_000).astype("timedelta64[us]")
    people = [employee_row(figures, person) for person in range(len(figures.ability))]
    answered = ~np.isnan(figures.score)
    own = [session_ids[session] for session in of_session]
    return {
        "employees": columns_of(people),
        "interview_sessions": session_columns(figures)
        | {
            "session_id": session_ids,
            "ended_at": figures.started.astype("datetime64[us]") + np.timedelta64(900, "s"),
        },
        "interview_questions": _bare_questions(items, figures)
        | {"question_id": question_ids, "session_id": own, "asked_at": at},
        "interview_responses": _kept(
            {
                "response_id": response_ids,
                "session_id": own,
                "question_id": question_ids,
                "text": ["demo"] * len(own),
                "started_ms": figures.ordinal * 120_000,
                "ended_ms": figures.ordinal * 120_000 + (figures.seconds * 1000).astype(int),
                "score": figures.score,
                "assessed": answered,
                "evaluator": ["demo"] * len(own),
                "answered_at": at,
            },
            answered,
        ),
        "session_reports": _bare_reports(figures, session_ids),
    }


def _bare_questions(items: Items, figures: Figures) -> dict[str, Any]:
    asked, levels = items.questions, list(Difficulty)
    of_item: dict[str, Array] = {
        "bank_question_id": np.array([question.id for question in asked], dtype=object),
        "text": np.array([question.prompt for question in asked], dtype=object),
        "category": np.array([question.category.value for question in asked], dtype=object),
        "difficulty": np.array([levels[level].value for level in items.level], dtype=object),
    }
    skills = [list(question.skills) for question in asked]
    return {name: column[figures.item] for name, column in of_item.items()} | {
        "ordinal": figures.ordinal,
        "last_position": figures.ordinal,
        "skills": [skills[item] for item in figures.item.tolist()],
        "hints": figures.hints,
    }


def _bare_reports(figures: Figures, session_ids: Sequence[str]) -> dict[str, Any]:
    number = len(session_ids)
    answered = ~np.isnan(figures.score)
    counted = np.bincount(figures.session[answered], minlength=number)
    summed = np.bincount(figures.session[answered], figures.score[answered], minlength=number)
    overall = np.clip(summed / np.maximum(counted, 1), 0, 1)
    enough = (2 * counted >= figures.planned).tolist()
    empty = ["[]"] * number
    columns = {
        "session_id": session_ids,
        "overall_score": overall,
        "band": [
            str(band_of(score)) if kept else None
            for score, kept in zip(overall.tolist(), enough, strict=True)
        ],
        "assessed_count": counted,
        "question_count": np.bincount(figures.session, minlength=number),
        "assessment": ["demo"] * number,
        "strengths": empty,
        "weaknesses": empty,
        "recommendations": empty,
        "created_at": figures.started.astype("datetime64[us]") + np.timedelta64(900, "s"),
    }
    return _kept(columns, counted > 0)


def _kept(columns: Mapping[str, Any], which: Array) -> dict[str, Any]:
    return {
        name: column[which] if isinstance(column, np.ndarray) else list(compress(column, which))
        for name, column in columns.items()
    }


def _ids(luck: np.random.Generator, number: int) -> list[str]:
    digits = luck.bytes(16 * number).hex()
    return [digits[at : at + 32] for at in range(0, len(digits), 32)]
