"""The insights' queries by hand for SQLite, over everything, on tables with the same columns and indexes.

SQLite has no median, quantile, deviation, correlation or lists: medians and quartiles are found by numbering
rows, deviations and correlations by their sums, skills by ``json_each``. Left out: the ends of intervals
(their standard errors are there), and the lists of names in ``options``, which come as rows.
"""

from __future__ import annotations

from typing import Final

_BOUNDS: Final = (
    "sqrt(max(sum(score * score) - count(score) * avg(score) * avg(score), 0) / (count(score) - 1))"
)
_MEANS: Final = f"count(score) AS answers, avg(score) AS score, {_BOUNDS} / sqrt(count(score)) AS error"
_SESSIONS: Final = (
    "(SELECT s.*, e.department, e.role_title FROM interview_sessions s "
    "LEFT JOIN employees e ON e.id = s.employee_id)"
)


def _medians(source: str, group: str) -> str:
    return (
        f"SELECT {group}, avg(response_time_s) AS response_s FROM (SELECT {group}, response_time_s, "  # noqa: S608
        f"row_number() OVER (PARTITION BY {group} ORDER BY response_time_s) AS n, "
        f"count(*) OVER (PARTITION BY {group}) AS size FROM {source} WHERE response_time_s > 0) "
        f"WHERE n IN ((size + 1) / 2, (size + 2) / 2) GROUP BY {group}"
    )


QUERIES: Final = {
    "options": (
        "SELECT department, role_title, id, name FROM employees "
        "WHERE id IN (SELECT employee_id FROM interview_sessions) ORDER BY name, id"
    ),
    "totals": (
        f"SELECT (SELECT count(*) FROM {_SESSIONS}), (SELECT avg(status = 'completed') FROM {_SESSIONS} "  # noqa: S608
        "WHERE status <> 'in_progress'), (SELECT avg(score) FROM answers), "
        "(SELECT count(score) FROM answers), "
        f"(SELECT response_s FROM ({_medians('(SELECT 1 AS one, * FROM answers)', 'one')})), "
        f"(SELECT avg(cost_usd) FROM {_SESSIONS})"
    ),
    "trend": (
        f"WITH sessions AS (SELECT strftime('%Y-%m-01', started_at) AS step, count(*) AS interviews, "  # noqa: S608
        "avg(CASE WHEN status <> 'in_progress' THEN status = 'completed' END) AS completion, "
        "avg(cost_usd) AS cost "
        f"FROM {_SESSIONS} GROUP BY step), "
        f"kept AS (SELECT strftime('%Y-%m-01', started_at) AS step, {_MEANS} FROM answers GROUP BY step), "
        "medians AS ("
        + _medians("(SELECT strftime('%Y-%m-01', started_at) AS step, response_time_s FROM answers)", "step")
        + ") SELECT * FROM sessions LEFT JOIN kept USING (step) LEFT JOIN medians USING (step) ORDER BY step"
    ),
    "heatmap": (
        "SELECT category, difficulty, count(score), avg(score) FROM answers GROUP BY 1, 2 "
        "HAVING count(score) > 0 ORDER BY 1, 2"
    ),
    "distribution": (
        "SELECT min(floor(score * 10), 9.0) / 10 AS from_score, count(*) FROM answers "
        "WHERE score IS NOT NULL GROUP BY 1 ORDER BY 1"
    ),
    "rhythm": (
        "SELECT strftime('%w', started_at) AS weekday, strftime('%H', started_at) AS hour, count(*) "  # noqa: S608
        f"FROM {_SESSIONS} GROUP BY 1, 2 ORDER BY 1, 2"
    ),
    "leaders": (
        f"WITH means AS (SELECT employee_id, {_MEANS} FROM answers GROUP BY employee_id) "  # noqa: S608
        "SELECT e.id, e.name, e.department, answers, score, error FROM means "
        "JOIN employees e ON e.id = employee_id WHERE answers >= 5 "
        "ORDER BY score DESC, answers DESC, e.id LIMIT 10"
    ),
    "recent": (
        f"WITH last AS (SELECT * FROM {_SESSIONS} ORDER BY started_at DESC, id LIMIT 8) "  # noqa: S608
        "SELECT last.id, last.started_at, e.name, last.level, last.status, "
        "(SELECT count(score) FROM answers a WHERE a.session_id = last.id), "
        "(SELECT avg(score) FROM answers a WHERE a.session_id = last.id) "
        "FROM last LEFT JOIN employees e ON e.id = last.employee_id ORDER BY last.started_at DESC, last.id"
    ),
    "questions": (
        "WITH sums AS (SELECT session_id, sum(score) AS total, count(score) AS number FROM answers "  # noqa: S608
        "GROUP BY session_id), kept AS (SELECT a.*, (total - score) / nullif(number - 1, 0) AS rest "
        "FROM answers a JOIN sums USING (session_id) WHERE bank_question_id IS NOT NULL), "
        f"medians AS ({_medians('kept', 'bank_question_id')}), "
        "sums_of AS (SELECT bank_question_id, count(*) AS n, sum(score) AS x, sum(rest) AS y, "
        "sum(score * score) AS xx, sum(rest * rest) AS yy, sum(score * rest) AS xy FROM kept "
        "WHERE score IS NOT NULL AND rest IS NOT NULL GROUP BY bank_question_id) "
        "SELECT bank_question_id, min(category), min(difficulty), count(*), count(score), avg(score), "
        f"{_BOUNDS}, (n * xy - x * y) / nullif(sqrt(n * xx - x * x) * sqrt(n * yy - y * y), 0), response_s, "
        "avg(hints > 0) FROM kept LEFT JOIN medians USING (bank_question_id) LEFT JOIN sums_of "
        "USING (bank_question_id) GROUP BY bank_question_id ORDER BY bank_question_id"
    ),
    "skills": (
        f"SELECT skill, {_MEANS} FROM (SELECT j.value AS skill, score FROM answers, json_each(skills) j) "  # noqa: S608
        "WHERE score IS NOT NULL GROUP BY skill ORDER BY score, skill"
    ),
    "categories": (
        f"SELECT category, {_MEANS} FROM answers WHERE score IS NOT NULL GROUP BY category ORDER BY score"  # noqa: S608
    ),
    "groups": (
        "WITH sessions AS (SELECT session_id, employee_id, coalesce(department, 'not known') AS name, "  # noqa: S608
        "avg(score) AS score, count(score) AS answers FROM answers "
        "WHERE NOT practice AND status <> 'in_progress' GROUP BY session_id, employee_id, name) "
        "SELECT name, count(DISTINCT employee_id), count(*), "
        f"sum(score >= 0.6 - 1e-9), sum(answers), avg(score), {_BOUNDS} FROM sessions "
        "WHERE score IS NOT NULL GROUP BY name ORDER BY name"
    ),
    "middle half": (
        "WITH means AS (SELECT employee_id, avg(score) AS score FROM answers WHERE department = 'Finance' "
        "GROUP BY employee_id HAVING count(score) >= 5), numbered AS (SELECT score, "
        "row_number() OVER (ORDER BY score) - 1 AS n, count(*) OVER () - 1 AS last FROM means), "
        "at AS (SELECT value AS share FROM json_each('[0.25, 0.5, 0.75]')) "
        "SELECT share, sum(score * max(0, 1 - abs(n - share * last))) FROM numbered, at GROUP BY share"
    ),
}
INDEXES: Final = (
    "CREATE INDEX answers_session ON answers (session_id)",
    "CREATE INDEX answers_person ON answers (employee_id)",
    "CREATE INDEX answers_started ON answers (started_at)",
    "CREATE INDEX sessions_started ON interview_sessions (started_at)",
    "CREATE UNIQUE INDEX employees_id ON employees (id)",
)
