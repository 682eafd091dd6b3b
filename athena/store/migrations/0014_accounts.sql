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

-- A browser that somebody is signed in with; the digest is that of the token in its cookie. Whoever came by an
-- invitation has no account: their name is here.
CREATE TABLE sign_ins (
    digest        VARCHAR PRIMARY KEY,
    identity      VARCHAR NOT NULL,
    employee_id   VARCHAR NOT NULL,
    invitation_id UUID,
    name          VARCHAR NOT NULL,
    how           VARCHAR NOT NULL,
    address       VARCHAR NOT NULL,
    opened_at     TIMESTAMP NOT NULL,
    seen_at       TIMESTAMP NOT NULL,
    expires_at    TIMESTAMP NOT NULL
);

-- Links that work once: they are removed when they are used.
CREATE TABLE one_time_links (
    digest     VARCHAR PRIMARY KEY,
    kind       VARCHAR NOT NULL CHECK (kind IN ('set_up', 'register', 'reset')),
    identity   VARCHAR NOT NULL,
    made_at    TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

-- Tries to sign in that did not succeed, for as long as they count. browser is the digest of a known browser's
-- token, or '' for any other; account is the digest of the identity that was tried, whether it exists or not.
CREATE TABLE sign_in_failures (
    attempt_id UUID PRIMARY KEY,
    account    VARCHAR NOT NULL,
    address    VARCHAR NOT NULL,
    browser    VARCHAR NOT NULL,
    tried_at   TIMESTAMP NOT NULL
);

-- Browsers that somebody has signed in with before.
CREATE TABLE known_browsers (
    digest   VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL,
    PRIMARY KEY (digest, identity)
);

-- Whom a provider of identities knows under which name of its own (subject), bound at the first sign-in.
CREATE TABLE provider_subjects (
    issuer   VARCHAR NOT NULL,
    subject  VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    bound_at TIMESTAMP NOT NULL,
    PRIMARY KEY (issuer, subject)
);
