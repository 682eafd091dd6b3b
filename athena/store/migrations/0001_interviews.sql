-- People, interviews and everything said, asked, answered and judged in them.
-- Timestamps are naive UTC. Milliseconds count from the start of the session.
-- References are checked by the program inside each transaction; none are declared.

CREATE TABLE employees (
    employee_id VARCHAR PRIMARY KEY,
    identity    VARCHAR NOT NULL UNIQUE,
    name        VARCHAR NOT NULL,
    department  VARCHAR,
    demo        BOOLEAN NOT NULL DEFAULT FALSE,
    created_at  TIMESTAMP NOT NULL
);

CREATE TABLE interview_sessions (
    session_id         UUID PRIMARY KEY,
    employee_id        VARCHAR NOT NULL,
    level              VARCHAR NOT NULL CHECK (level IN ('beginner', 'intermediate', 'advanced')),
    question_count     INTEGER NOT NULL CHECK (question_count BETWEEN 1 AND 12),
    categories         VARCHAR[] NOT NULL,
    seed               BIGINT NOT NULL,
    practice           BOOLEAN NOT NULL,
    patience           DOUBLE NOT NULL CHECK (patience > 0),
    time_limit_minutes INTEGER NOT NULL CHECK (time_limit_minutes > 0),
    engine             VARCHAR NOT NULL,
    model              VARCHAR NOT NULL,
    prompt_version     VARCHAR NOT NULL,
    status             VARCHAR NOT NULL CHECK (status IN ('in_progress', 'completed', 'abandoned')),
    resumable          BOOLEAN NOT NULL,
    demo               BOOLEAN NOT NULL DEFAULT FALSE,
    started_at         TIMESTAMP NOT NULL,
    ended_at           TIMESTAMP,
    CHECK ((status = 'in_progress') = (ended_at IS NULL)),
    CHECK (status = 'in_progress' OR NOT resumable)
);

-- last_position is the place in the session's order where the question was asked last:
-- the highest one is the question being answered now.
CREATE TABLE interview_questions (
    question_id      UUID PRIMARY KEY,
    session_id       UUID NOT NULL,
    ordinal          INTEGER NOT NULL CHECK (ordinal >= 1),
    bank_question_id VARCHAR,
    text             VARCHAR NOT NULL,
    category         VARCHAR NOT NULL,
    difficulty       VARCHAR NOT NULL CHECK (difficulty IN ('beginner', 'intermediate', 'advanced')),
    skills           VARCHAR[] NOT NULL,
    asked_at         TIMESTAMP NOT NULL,
    last_position    INTEGER NOT NULL,
    UNIQUE (session_id, ordinal)
);

-- text is what was heard; live_* is what the interviewer said of it at once; score and what follows
-- is the authoritative evaluation, NULL and not assessed until there is one.
CREATE TABLE interview_responses (
    response_id       UUID PRIMARY KEY,
    session_id        UUID NOT NULL,
    question_id       UUID NOT NULL UNIQUE,
    text              VARCHAR NOT NULL,
    started_ms        BIGINT,
    ended_ms          BIGINT,
    live_text         VARCHAR,
    live_score        DOUBLE CHECK (live_score BETWEEN 0 AND 1),
    live_feedback     VARCHAR,
    evaluation_id     UUID,
    score             DOUBLE CHECK (score BETWEEN 0 AND 1),
    assessed          BOOLEAN NOT NULL DEFAULT FALSE,
    feedback          VARCHAR,
    evaluator         VARCHAR,
    evaluator_version VARCHAR,
    rubric_version    VARCHAR,
    answered_at       TIMESTAMP NOT NULL,
    CHECK (assessed = (score IS NOT NULL))
);

-- Every evaluation ever made, with the very words it was made on. A response points at the one that counts.
CREATE TABLE response_evaluations (
    evaluation_id     UUID PRIMARY KEY,
    response_id       UUID NOT NULL,
    text              VARCHAR NOT NULL,
    score             DOUBLE CHECK (score BETWEEN 0 AND 1),
    flags             VARCHAR[] NOT NULL,
    feedback          VARCHAR NOT NULL,
    evaluator         VARCHAR NOT NULL,
    evaluator_version VARCHAR NOT NULL,
    rubric_version    VARCHAR NOT NULL,
    evaluated_at      TIMESTAMP NOT NULL
);

CREATE TABLE response_evidence (
    evaluation_id UUID NOT NULL,
    position      INTEGER NOT NULL,
    response_id   UUID NOT NULL,
    kind          VARCHAR NOT NULL CHECK (kind IN ('key_point', 'misconception')),
    rubric_id     VARCHAR NOT NULL,
    text          VARCHAR NOT NULL,
    verdict       VARCHAR CHECK (verdict IN ('met', 'partial', 'absent', 'contradicted')),
    weight        DOUBLE CHECK (weight BETWEEN 0 AND 1),
    credit        DOUBLE CHECK (credit BETWEEN 0 AND 1),
    penalty       DOUBLE CHECK (penalty BETWEEN 0 AND 1),
    quote         VARCHAR,
    feedback      VARCHAR,
    PRIMARY KEY (evaluation_id, position),
    CHECK ((kind = 'key_point') = (verdict IS NOT NULL))
);

-- position orders turns and tool calls of one session together.
CREATE TABLE transcript_turns (
    session_id  UUID NOT NULL,
    item_id     VARCHAR NOT NULL,
    position    INTEGER NOT NULL,
    speaker     VARCHAR NOT NULL CHECK (speaker IN ('candidate', 'interviewer')),
    channel     VARCHAR NOT NULL CHECK (channel IN ('voice', 'text')),
    text        VARCHAR NOT NULL,
    started_ms  BIGINT NOT NULL,
    ended_ms    BIGINT NOT NULL,
    interrupted BOOLEAN NOT NULL,
    question_id UUID,
    in_answer   BOOLEAN NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, item_id)
);

CREATE TABLE tool_calls (
    session_id UUID NOT NULL,
    call_id    VARCHAR NOT NULL,
    position   INTEGER NOT NULL,
    name       VARCHAR NOT NULL,
    arguments  JSON NOT NULL,
    output     JSON NOT NULL,
    called_at  TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, call_id)
);

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
    CHECK ((overall_score IS NULL) = (band IS NULL))
);

CREATE TABLE usage (
    session_id    UUID NOT NULL,
    response_id   VARCHAR NOT NULL,
    model         VARCHAR NOT NULL,
    input_tokens  BIGINT,
    output_tokens BIGINT,
    total_tokens  BIGINT,
    detail        JSON NOT NULL,
    cost_usd      DOUBLE CHECK (cost_usd >= 0),
    recorded_at   TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, response_id)
);

CREATE TABLE client_metrics (
    session_id  UUID NOT NULL,
    name        VARCHAR NOT NULL,
    value       DOUBLE NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
