-- What was done by whom. Rows are only ever added; the retention job alone takes old ones away.
-- actor is an Employee ID, 'local', or '' for nobody; detail never holds secrets or what people said.

CREATE TABLE audit_events (
    event_id    UUID PRIMARY KEY,
    happened_at TIMESTAMP NOT NULL,
    actor       VARCHAR NOT NULL,
    role        VARCHAR NOT NULL,
    action      VARCHAR NOT NULL CHECK (action <> ''),
    subject     VARCHAR NOT NULL,
    outcome     VARCHAR NOT NULL CHECK (outcome IN ('ok', 'refused', 'failed')),
    address     VARCHAR NOT NULL,
    detail      JSON NOT NULL
);

-- The one key that pseudonyms are made with. It is random and never leaves the store.
CREATE TABLE pseudonym_key (secret BLOB NOT NULL);
