"""The queries behind the insights, on the tables of the snapshot. Each is one aggregate.

``{answers}`` stands for the answers that filters leave, ``{sessions}`` for the sessions (with the person's
department and role); ``filled`` puts them in. The result can be opened in the SQL editor as it is.
"""

from __future__ import annotations

import re
from typing import Final

from athena.domain.insights import Filters

OPTIONS: Final = """
SELECT (SELECT list(DISTINCT department ORDER BY department) FROM employees WHERE department <> ''),
       (SELECT list(DISTINCT role_title ORDER BY role_title) FROM employees WHERE role_title <> ''),
       (SELECT list(DISTINCT engine ORDER BY engine) FROM interview_sessions),
       (SELECT list({id: id, name: name} ORDER BY name, id) FROM employees
        WHERE id IN (SELECT employee_id FROM interview_sessions)),
       (SELECT bool_or(demo) FROM interview_sessions)
"""

TOTALS: Final = """
WITH sessions AS (FROM {sessions}), kept AS (FROM {answers})
SELECT (SELECT count(*) FROM sessions) AS interviews,
       (SELECT avg((status = 'completed')::INTEGER) FROM sessions
        WHERE status <> 'in_progress') AS completion,
       (SELECT avg(score) FROM kept) AS score,
       (SELECT count(score) FROM kept) AS answers,
       (SELECT median(response_time_s) FROM kept WHERE response_time_s > 0) AS response_s,
       (SELECT avg(cost_usd) FROM sessions) AS cost
"""

TREND: Final = """
WITH sessions AS (
    SELECT date_trunc('{bucket}', started_at)::DATE AS step, count(*) AS interviews,
           avg((status = 'completed')::INTEGER) FILTER (WHERE status <> 'in_progress') AS completion,
           avg(cost_usd) AS cost
    FROM {sessions}
    GROUP BY step
), kept AS (
    SELECT date_trunc('{bucket}', started_at)::DATE AS step, count(score) AS answers, avg(score) AS score,
           stddev_samp(score) / sqrt(count(score)) AS error,
           median(response_time_s) FILTER (WHERE response_time_s > 0) AS response_s
    FROM {answers}
    GROUP BY step
)
SELECT step, interviews, completion, score, if(answers > 1, greatest(score - 1.96 * error, 0), NULL) AS low,
       if(answers > 1, least(score + 1.96 * error, 1), NULL) AS high,
       coalesce(answers, 0) AS answers, response_s, cost
FROM sessions LEFT JOIN kept USING (step)
ORDER BY step
"""

HEATMAP: Final = """
SELECT category, difficulty, count(score) AS answers, avg(score) AS score
FROM {answers}
GROUP BY category, difficulty
HAVING count(score) > 0
ORDER BY category, difficulty
"""

DISTRIBUTION: Final = """
SELECT least(floor(score * 10), 9) / 10 AS from_score, count(*) AS answers
FROM {answers}
WHERE score IS NOT NULL
GROUP BY from_score
ORDER BY from_score
"""

RHYTHM: Final = """
SELECT isodow(started_at) AS weekday, hour(started_at) AS hour, count(*) AS interviews
FROM {sessions}
GROUP BY weekday, hour
ORDER BY weekday, hour
"""

_BOUNDS: Final = """stddev_samp(score) / sqrt(count(score)) AS error,
       if(count(score) > 1, greatest(avg(score) - 1.96 * error, 0), NULL) AS low,
       if(count(score) > 1, least(avg(score) + 1.96 * error, 1), NULL) AS high"""
"""Columns that bound the mean of the scores with 95 % confidence."""

LEADERS: Final = """
WITH means AS (
    SELECT employee_id, count(score) AS answers, avg(score) AS score,
       {bounds}
    FROM {answers}
    GROUP BY employee_id
)
SELECT e.id AS employee_id, e.name, e.department, answers, score, low, high
FROM means JOIN employees e ON e.id = means.employee_id
WHERE answers >= ?
ORDER BY score DESC, answers DESC, e.id
LIMIT ?
"""

QUESTIONS: Final = """
WITH kept AS (FROM {answers}),
sums AS (SELECT session_id, sum(score) AS total, count(score) AS number FROM kept GROUP BY session_id)
SELECT bank_question_id, any_value(category) AS category, any_value(difficulty) AS difficulty,
       count(*) AS asked, count(score) AS answers, avg(score) AS score, stddev_samp(score) AS deviation,
       corr(score, (total - score) / nullif(number - 1, 0)) AS discrimination,
       median(response_time_s) FILTER (WHERE response_time_s > 0) AS response_s,
       avg((hints > 0)::INTEGER) AS hinted
FROM kept JOIN sums USING (session_id)
WHERE bank_question_id IS NOT NULL
GROUP BY bank_question_id
ORDER BY bank_question_id
"""

SKILLS: Final = """
SELECT skill, count(score) AS answers, avg(score) AS score,
       {bounds}
FROM (SELECT unnest(skills) AS skill, score FROM {answers})
WHERE score IS NOT NULL
GROUP BY skill
ORDER BY score, skill
"""

CATEGORIES: Final = """
SELECT category, count(score) AS answers, avg(score) AS score,
       {bounds}
FROM {answers}
WHERE score IS NOT NULL
GROUP BY category
ORDER BY score, category
"""

PERSON: Final = "SELECT name, department, role_title, demo FROM employees WHERE id = ?"

OWN_MEAN: Final = """
SELECT answers, score, low, high
FROM (SELECT count(score) AS answers, avg(score) AS score,
       {bounds}
FROM {answers})
"""

MIDDLE_HALF: Final = """
WITH means AS (
    SELECT employee_id, avg(score) AS score
    FROM {answers}
    GROUP BY employee_id
    HAVING count(score) >= ?
)
SELECT count(*) AS people, quantile_cont(score, 0.25) AS lower, median(score) AS middle,
       quantile_cont(score, 0.75) AS upper
FROM means
"""

SOLVED: Final = """
SELECT p.difficulty, count(DISTINCT p.id) AS tried,
       count(DISTINCT p.id) FILTER (WHERE s.verdict = 'passed') AS solved, count(*) AS submissions,
       max(s.created_at) AS last
FROM submissions s JOIN problems p ON p.id = s.problem_id
WHERE s.employee_id = ?
GROUP BY p.difficulty
ORDER BY p.difficulty
"""

GROUPED_BY: Final = {
    "department": "department",
    "role": "role_title",
    "language": "language",
    "mode": "mode",
}

GROUPS: Final = """
WITH sessions AS (
    SELECT session_id, employee_id, coalesce({by}, 'not known') AS name, avg(score) AS score,
           count(score) AS answers
    FROM {answers}
    WHERE NOT practice AND status <> 'in_progress'
    GROUP BY ALL
)
SELECT name, count(DISTINCT employee_id) AS people, count(*) AS interviews,
       count(*) FILTER (WHERE score >= ? - 1e-9) AS selected,
       sum(answers)::BIGINT AS answers, avg(score) AS score,
       stddev_samp(score) AS deviation
FROM sessions
WHERE score IS NOT NULL
GROUP BY name
ORDER BY name
"""

INTERVIEWS: Final = """
WITH sessions AS (FROM {sessions}),
means AS (
    SELECT session_id, count(score) AS answers, avg(score) AS score,
       {bounds}
    FROM {answers}
    GROUP BY session_id
)
SELECT id AS session_id, started_at, level, engine, status, coalesce(answers, 0) AS answers, score, low, high
FROM sessions LEFT JOIN means ON means.session_id = sessions.id
ORDER BY started_at, id
"""

RECENT: Final = """
WITH last AS (FROM {sessions} ORDER BY started_at DESC, id LIMIT ?),
means AS (
    SELECT session_id, count(score) AS answers, avg(score) AS score
    FROM answers
    WHERE session_id IN (SELECT id FROM last)
    GROUP BY session_id
)
SELECT last.id AS session_id, last.started_at, e.name, last.level, last.status,
       coalesce(answers, 0) AS answers, score
FROM last LEFT JOIN employees e ON e.id = last.employee_id LEFT JOIN means ON means.session_id = last.id
ORDER BY last.started_at DESC, last.id
"""

_ANSWERS: Final = "(SELECT * FROM answers{})"
_SESSIONS: Final = (
    "(SELECT s.*, e.department, e.role_title FROM interview_sessions s "
    "LEFT JOIN employees e ON e.id = s.employee_id{})"
)
_WITH_CATEGORY: Final = "s.id IN (SELECT session_id FROM answers WHERE category IN ({}))"
_PLACES: Final = re.compile(r"\{(answers|sessions)\}")


def filled(sql: str, filters: Filters, more: tuple[object, ...] = ()) -> tuple[str, tuple[object, ...]]:
    """Return the query with the filters in their places, and its values; ``more`` are those at its end."""
    values: list[object] = []

    def put(place: re.Match[str]) -> str:
        of_answers = place[1] == "answers"
        words, found = _condition(filters, of_answers=of_answers)
        values.extend(found)
        return (_ANSWERS if of_answers else _SESSIONS).format(words)

    return _PLACES.sub(put, sql.replace("{bounds}", _BOUNDS)), (*values, *more)


def _condition(filters: Filters, *, of_answers: bool) -> tuple[str, list[object]]:
    """Return the WHERE clause, "" when everything counts, and its values."""
    parts: list[str] = []
    values: list[object] = []
    for words, bound in (("started_at >= ?", filters.since), ("started_at < ?::DATE + 1", filters.until)):
        if bound:
            parts.append(words)
            values.append(bound)
    category = "category IN ({})" if of_answers else _WITH_CATEGORY
    for words, chosen in (
        ("department IN ({})", filters.departments),
        ("role_title IN ({})", filters.roles),
        ("level IN ({})", filters.levels),
        (category, filters.categories),
        ("engine IN ({})", filters.engines),
        ("employee_id IN ({})", (filters.employee_id,) if filters.employee_id else ()),
    ):
        if chosen:
            parts.append(words.format(", ".join("?" * len(chosen))))
            values += chosen
    return (" WHERE " + " AND ".join(parts) if parts else ""), values
