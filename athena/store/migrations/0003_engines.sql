-- Who interviewed in a session that changed its engine on the way, in order; the first row is the one it began with.

CREATE TABLE session_engines (
    session_id UUID NOT NULL,
    position   INTEGER NOT NULL CHECK (position >= 1),
    engine     VARCHAR NOT NULL,
    model      VARCHAR NOT NULL,
    reason     VARCHAR NOT NULL,
    began_at   TIMESTAMP NOT NULL,
    PRIMARY KEY (session_id, position)
);
