-- What people agreed to before an interview: the version of the words, and the words as they were shown.

CREATE TABLE consents (
    session_id UUID NOT NULL,
    version    VARCHAR NOT NULL CHECK (version <> ''),
    text       VARCHAR NOT NULL CHECK (text <> ''),
    given_at   TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, version)
);
