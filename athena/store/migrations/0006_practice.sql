-- Help taken with a coding problem, and what was run in the SQL pad of an interview.

-- kind 'hint': the hint of that number (from 1) was shown. kind 'solution': the person gave up (number 0).
CREATE TABLE problem_help (
    employee_id VARCHAR NOT NULL,
    problem_id  VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL CHECK (kind IN ('hint', 'solution')),
    number      INTEGER NOT NULL CHECK (number >= 0),
    given_at    TIMESTAMP NOT NULL,
    PRIMARY KEY (employee_id, problem_id, kind, number)
);

-- kind 'run': tried on the visible sample. kind 'submit': handed in as the question's answer.
CREATE TABLE pad_runs (
    run_id      UUID PRIMARY KEY,
    session_id  UUID NOT NULL,
    question_id VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL CHECK (kind IN ('run', 'submit')),
    code        VARCHAR NOT NULL,
    verdict     VARCHAR NOT NULL,
    score       DOUBLE CHECK (score BETWEEN 0 AND 1),
    outcome     VARCHAR NOT NULL,
    runtime_ms  DOUBLE,
    ran_at      TIMESTAMP NOT NULL
);
