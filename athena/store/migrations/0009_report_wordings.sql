-- The sentences of a report in a writer's own words. They hold while the facts they were written from do:
-- facts is a digest of those, and each sentence names the questions it rests on.
CREATE TABLE report_wordings (
    session_id      UUID PRIMARY KEY,
    facts           VARCHAR NOT NULL,
    strengths       VARCHAR NOT NULL,
    weaknesses      VARCHAR NOT NULL,
    recommendations VARCHAR NOT NULL,
    writer          VARCHAR NOT NULL,
    writer_version  VARCHAR NOT NULL,
    refused         INTEGER NOT NULL CHECK (refused >= 0),
    written_at      TIMESTAMP NOT NULL
);
