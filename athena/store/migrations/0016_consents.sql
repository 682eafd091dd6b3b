-- What people agreed to before an interview.

CREATE TABLE consents (
    session_id UUID PRIMARY KEY,
    version    VARCHAR NOT NULL,
    given_at   TIMESTAMP NOT NULL
);
