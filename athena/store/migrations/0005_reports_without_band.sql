-- A report has a score and no band when fewer than half of the planned questions were assessed.

CREATE TEMP TABLE kept_reports AS FROM session_reports;
DROP TABLE session_reports;

-- strengths, weaknesses and recommendations are lists of {"text": ..., "items": [ordinal, ...]}.
CREATE TABLE session_reports (
    session_id      UUID PRIMARY KEY,
    overall_score   DOUBLE CHECK (overall_score BETWEEN 0 AND 1),
    band            VARCHAR CHECK (band IN ('strong', 'good', 'developing', 'weak')),
    assessed_count  INTEGER NOT NULL,
    question_count  INTEGER NOT NULL,
    assessment      VARCHAR NOT NULL,
    strengths       JSON NOT NULL,
    weaknesses      JSON NOT NULL,
    recommendations JSON NOT NULL,
    created_at      TIMESTAMP NOT NULL,
    CHECK (overall_score IS NOT NULL OR band IS NULL)
);

INSERT INTO session_reports BY NAME
SELECT p.* REPLACE (CASE WHEN 2 * p.assessed_count >= s.question_count THEN p.band END AS band)
FROM kept_reports p LEFT JOIN interview_sessions s USING (session_id);
DROP TABLE kept_reports;
