-- What was erased, what was recorded, and which work on the data was done last.

-- One row for each person that was erased, with nothing that tells who it was. digest is a keyed hash of the
-- identity: whoever has the encryption key finds the person again in a backup that is restored. It is NULL without
-- a key, and is taken out when no backup is left that could hold the person.
CREATE TABLE erasures (
    erasure_id UUID PRIMARY KEY,
    erased_at  TIMESTAMP NOT NULL,
    rows       BIGINT NOT NULL CHECK (rows >= 0),
    digest     VARCHAR
);

-- Recordings of a candidate's microphone: an encrypted file each, 24 kHz PCM16. starts_ms counts from the start of the
-- session; ended is FALSE while it is written, and stays so when the program was killed.
CREATE TABLE recordings (
    recording_id UUID PRIMARY KEY,
    session_id   UUID NOT NULL,
    starts_ms    BIGINT NOT NULL,
    duration_ms  BIGINT NOT NULL,
    lost_ms      BIGINT NOT NULL,
    ended        BOOLEAN NOT NULL,
    made_at      TIMESTAMP NOT NULL
);

-- Work that comes round: when it was done last, and whether it is wanted before its time.
CREATE TABLE chores (
    name    VARCHAR PRIMARY KEY,
    done_at TIMESTAMP,
    wanted  BOOLEAN NOT NULL
);
