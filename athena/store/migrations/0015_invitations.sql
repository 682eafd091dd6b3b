-- Templates, invitations and what other systems are told of them.

-- Where a person is written to, when that is known.
ALTER TABLE employees ADD COLUMN email VARCHAR;

-- A version is never changed; retired templates take no new invitations. extra_time is a factor.
CREATE TABLE interview_templates (
    template_id        UUID NOT NULL,
    version            INTEGER NOT NULL CHECK (version >= 1),
    name               VARCHAR NOT NULL CHECK (name <> ''),
    level              VARCHAR NOT NULL CHECK (level IN ('beginner', 'intermediate', 'advanced')),
    categories         VARCHAR[] NOT NULL,
    question_count     INTEGER NOT NULL CHECK (question_count BETWEEN 1 AND 12),
    sql_questions      INTEGER NOT NULL CHECK (sql_questions BETWEEN 0 AND question_count),
    language           VARCHAR NOT NULL,
    engine             VARCHAR NOT NULL CHECK (engine IN ('auto', 'embedded', 'openai')),
    time_limit_minutes INTEGER NOT NULL CHECK (time_limit_minutes > 0),
    way                VARCHAR NOT NULL CHECK (way IN ('either', 'voice', 'text')),
    extra_time         DOUBLE NOT NULL CHECK (extra_time BETWEEN 1 AND 3),
    retake             VARCHAR NOT NULL CHECK (retake IN ('never', 'after', 'any_time')),
    retake_days        INTEGER NOT NULL CHECK (retake_days >= 0),
    practice           BOOLEAN NOT NULL,
    keep_audio         BOOLEAN NOT NULL,
    webhook            BOOLEAN NOT NULL,
    contact_name       VARCHAR NOT NULL CHECK (contact_name <> ''),
    contact_email      VARCHAR NOT NULL,
    contact_phone      VARCHAR NOT NULL,
    created_at         TIMESTAMP NOT NULL,
    created_by         VARCHAR NOT NULL,
    PRIMARY KEY (template_id, version)
);

CREATE TABLE retired_templates (
    template_id UUID PRIMARY KEY,
    retired_at  TIMESTAMP NOT NULL
);

-- An invitation that was not begun in time has expired without a change here: expires_at says so.
CREATE TABLE invitations (
    invitation_id    UUID PRIMARY KEY,
    employee_id      VARCHAR NOT NULL,
    template_id      UUID NOT NULL,
    template_version INTEGER NOT NULL,
    status           VARCHAR NOT NULL CHECK (status IN ('invited', 'opened', 'in_progress', 'finished', 'revoked', 'failed')),
    extra_time       DOUBLE CHECK (extra_time BETWEEN 1 AND 3),
    created_at       TIMESTAMP NOT NULL,
    created_by       VARCHAR NOT NULL,
    expires_at       TIMESTAMP NOT NULL,
    opened_at        TIMESTAMP,
    begun_at         TIMESTAMP,
    ended_at         TIMESTAMP,
    session_id       UUID,
    CHECK ((session_id IS NULL) = (begun_at IS NULL)),
    CHECK (status NOT IN ('in_progress', 'finished', 'failed') OR session_id IS NOT NULL),
    CHECK ((status IN ('finished', 'failed')) = (ended_at IS NOT NULL))
);

-- The links of an invitation, as SHA-256 digests of their tokens: the newest one counts.
CREATE TABLE invitation_links (
    token_hash    VARCHAR PRIMARY KEY,
    invitation_id UUID NOT NULL,
    made_at       TIMESTAMP NOT NULL,
    used_at       TIMESTAMP,
    replaced_at   TIMESTAMP
);

-- What another system is told, and how that went. next_try_at is NULL once it was delivered or given up.
CREATE TABLE webhook_deliveries (
    delivery_id  UUID PRIMARY KEY,
    invitation_id UUID NOT NULL,
    event        VARCHAR NOT NULL,
    payload      VARCHAR NOT NULL,
    created_at   TIMESTAMP NOT NULL,
    next_try_at  TIMESTAMP,
    delivered_at TIMESTAMP
);

CREATE TABLE webhook_tries (
    delivery_id UUID NOT NULL,
    number      INTEGER NOT NULL CHECK (number >= 1),
    tried_at    TIMESTAMP NOT NULL,
    http_status INTEGER,
    trouble     VARCHAR NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
