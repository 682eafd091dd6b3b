-- What people run in the SQL editor: their history and the audit of it in one, and the queries they keep.

-- outcome is 'ok' or the kind of fault; message is the fault's sentence. Rows are only ever added.
CREATE TABLE query_runs (
    run_id     UUID PRIMARY KEY,
    author     VARCHAR NOT NULL,
    sql        VARCHAR NOT NULL,
    parameters JSON NOT NULL,
    outcome    VARCHAR NOT NULL,
    message    VARCHAR NOT NULL,
    rows       INTEGER CHECK (rows >= 0),
    truncated  BOOLEAN NOT NULL,
    elapsed_ms DOUBLE NOT NULL,
    ran_at     TIMESTAMP NOT NULL
);

-- The id is part of the link that shares a query.
CREATE TABLE saved_queries (
    saved_id   VARCHAR PRIMARY KEY,
    owner      VARCHAR NOT NULL,
    name       VARCHAR NOT NULL,
    sql        VARCHAR NOT NULL,
    saved_at   TIMESTAMP NOT NULL,
    UNIQUE (owner, name)
);
