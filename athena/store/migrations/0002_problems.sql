-- Coding problems and what people hand in for them.

CREATE TABLE problems (
    problem_id VARCHAR PRIMARY KEY,
    version    VARCHAR NOT NULL,
    title      VARCHAR NOT NULL,
    category   VARCHAR NOT NULL,
    difficulty VARCHAR NOT NULL CHECK (difficulty IN ('beginner', 'intermediate', 'advanced')),
    skills     VARCHAR[] NOT NULL,
    language   VARCHAR NOT NULL,
    statement  VARCHAR NOT NULL,
    retired    BOOLEAN NOT NULL DEFAULT FALSE,
    added_at   TIMESTAMP NOT NULL
);

-- session_id is set when the problem was worked on inside an interview.
CREATE TABLE submissions (
    submission_id   UUID PRIMARY KEY,
    problem_id      VARCHAR NOT NULL,
    problem_version VARCHAR NOT NULL,
    employee_id     VARCHAR NOT NULL,
    session_id      UUID,
    code            VARCHAR NOT NULL,
    verdict         VARCHAR NOT NULL,
    score           DOUBLE CHECK (score BETWEEN 0 AND 1),
    hints_used      INTEGER NOT NULL CHECK (hints_used >= 0),
    runtime_ms      DOUBLE,
    memory_kb       BIGINT,
    detail          JSON NOT NULL,
    demo            BOOLEAN NOT NULL DEFAULT FALSE,
    submitted_at    TIMESTAMP NOT NULL
);
