-- What was erased, and when.

CREATE TABLE erasures (
    erasure_id UUID PRIMARY KEY,
    erased_at  TIMESTAMP NOT NULL
);
