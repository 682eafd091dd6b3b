"""Queries to begin with in the SQL editor: each answers a question somebody who hires really asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the query that answers it."""

    question: str
    sql: str


EXAMPLES: Final = (
    Example(
        "Which interviews were held last?",
        """SELECT s.started_at, e.name, s.level, s.status, r.overall_score, r.band
FROM interview_sessions s
JOIN employees e ON e.id = s.employee_id
LEFT JOIN session_reports r ON r.session_id = s.id
ORDER BY s.started_at DESC
LIMIT 50""",
    ),
    Example(
        "How do scores differ by category and difficulty?",
        """SELECT q.category, q.difficulty, count(r.score) AS answers,
       round(avg(r.score), 2) AS mean_score
FROM interview_questions q
JOIN interview_responses r ON r.question_id = q.id
GROUP BY q.category, q.difficulty
ORDER BY q.category, q.difficulty""",
    ),
    Example(
        "Who scored best, with at least five answers?",
        """SELECT e.name, e.department, count(r.score) AS answers, round(avg(r.score), 2) AS mean_score
FROM employees e
JOIN interview_sessions s ON s.employee_id = e.id
JOIN interview_responses r ON r.session_id = s.id
GROUP BY e.id, e.name, e.department
HAVING count(r.score) >= 5
ORDER BY mean_score DESC
LIMIT 20""",
    ),
    Example(
        "How many interviews were completed each week?",
        """SELECT date_trunc('week', started_at)::DATE AS week,
       count(*) AS interviews,
       count(*) FILTER (WHERE status = 'completed') AS completed
FROM interview_sessions
GROUP BY week
ORDER BY week""",
    ),
    Example(
        "How long do people take to answer?",
        """SELECT q.difficulty, count(*) AS answers,
       round(median(r.response_time_s), 1) AS median_s,
       round(quantile_cont(r.response_time_s, 0.9), 1) AS slowest_tenth_s
FROM interview_responses r
JOIN interview_questions q ON q.id = r.question_id
WHERE r.response_time_s > 0
GROUP BY q.difficulty
ORDER BY median_s""",
    ),
    Example(
        "Are people getting better from one interview to the next?",
        """WITH numbered AS (
    SELECT s.employee_id, r.overall_score,
           row_number() OVER (PARTITION BY s.employee_id ORDER BY s.started_at) AS attempt
    FROM interview_sessions s
    JOIN session_reports r ON r.session_id = s.id
    WHERE r.overall_score IS NOT NULL
)
SELECT attempt, count(*) AS people, round(avg(overall_score), 3) AS mean_score
FROM numbered
GROUP BY attempt
ORDER BY attempt""",
    ),
    Example(
        "Which skills are weakest?",
        """SELECT skill, count(r.score) AS answers, round(avg(r.score), 2) AS mean_score
FROM interview_questions q
CROSS JOIN unnest(q.skills) AS t(skill)
JOIN interview_responses r ON r.question_id = q.id
GROUP BY skill
HAVING count(r.score) >= 5
ORDER BY mean_score
LIMIT 15""",
    ),
    Example(
        "Which questions tell strong and weak people apart?",
        """WITH answers AS (
    SELECT q.bank_question_id, r.score,
           avg(r.score) OVER (PARTITION BY r.session_id) AS whole
    FROM interview_responses r
    JOIN interview_questions q ON q.id = r.question_id
    WHERE r.score IS NOT NULL
)
SELECT bank_question_id, count(*) AS answers, round(avg(score), 2) AS mean_score,
       round(corr(score, whole), 2) AS discrimination
FROM answers
GROUP BY bank_question_id
HAVING count(*) >= 5
ORDER BY discrimination""",
    ),
    Example(
        "Where do departments stand against everybody?",
        """SELECT coalesce(e.department, 'none') AS department, count(r.score) AS answers,
       round(avg(r.score), 2) AS mean_score,
       round(avg(r.score) - (SELECT avg(score) FROM interview_responses), 2) AS against_all
FROM interview_responses r
JOIN interview_sessions s ON s.id = r.session_id
JOIN employees e ON e.id = s.employee_id
GROUP BY department
ORDER BY against_all DESC""",
    ),
    Example(
        "Which interviews ended early, and after how many questions?",
        """SELECT s.started_at, e.name, s.engine, s.question_count AS planned, count(q.id) AS asked,
       date_diff('minute', s.started_at, s.ended_at) AS minutes
FROM interview_sessions s
JOIN employees e ON e.id = s.employee_id
LEFT JOIN interview_questions q ON q.session_id = s.id
WHERE s.status = 'abandoned'
GROUP BY ALL
ORDER BY s.started_at DESC""",
    ),
    Example(
        "What happened between two days, in one department?",
        """SELECT s.started_at, e.name, s.level, r.overall_score
FROM interview_sessions s
JOIN employees e ON e.id = s.employee_id
LEFT JOIN session_reports r ON r.session_id = s.id
WHERE s.started_at::DATE BETWEEN $from AND $to
  AND e.department = $department
ORDER BY s.started_at""",
    ),
    Example(
        "When are interviews held?",
        """SELECT dayname(started_at) AS weekday, isodow(started_at) AS day_of_week,
       hour(started_at) AS hour, count(*) AS interviews
FROM interview_sessions
GROUP BY ALL
ORDER BY day_of_week, hour""",
    ),
    Example(
        "How far apart are the first impression and the final score?",
        """SELECT round(r.live_score, 1) AS first_impression, count(*) AS answers,
       round(avg(r.score), 2) AS final_score
FROM interview_responses r
WHERE r.live_score IS NOT NULL AND r.score IS NOT NULL
GROUP BY first_impression
ORDER BY first_impression""",
    ),
    Example(
        "Which coding problems are solved, and with how much help?",
        """SELECT p.title, p.difficulty, count(*) AS submissions,
       count(DISTINCT u.employee_id) FILTER (WHERE u.verdict = 'passed') AS solved_by,
       round(avg(u.hints_used), 1) AS hints
FROM problems p
JOIN submissions u ON u.problem_id = p.id
GROUP BY p.id, p.title, p.difficulty
ORDER BY submissions DESC""",
    ),
    Example(
        "What do the columns hold?",
        "SUMMARIZE interview_responses",
    ),
)
