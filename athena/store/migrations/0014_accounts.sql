-- Accounts, sign-ins, one-time links and counted failures. Tokens are kept as SHA-256 digests alone.

-- identity is the Employee ID as it is compared; the person's name, department and role title are in employees.
CREATE TABLE accounts (
    identity            VARCHAR PRIMARY KEY,
    employee_id         VARCHAR NOT NULL,
    role                VARCHAR NOT NULL CHECK (role IN ('admin', 'manager', 'analyst', 'candidate')),
    password_hash       VARCHAR,
    password_changed_at TIMESTAMP,
    issuer              VARCHAR,
    time_zone           VARCHAR NOT NULL DEFAULT 'UTC',
    language            VARCHAR NOT NULL DEFAULT 'en',
    active              BOOLEAN NOT NULL DEFAULT TRUE,
    created_at          TIMESTAMP NOT NULL
);
