-- Files that become lectures. The bytes lie in the store, in pieces, in the order of their numbers.
CREATE TABLE upload (
    id           uuid PRIMARY KEY,
    lecture_id   uuid NOT NULL REFERENCES lecture ON DELETE CASCADE,
    -- What was made of it by the newest try to read it; null before the first.
    capture_id   uuid REFERENCES capture ON DELETE SET NULL,
    file_name    text NOT NULL,
    role         text NOT NULL,
    state        text NOT NULL,
    bytes        bigint NOT NULL,
    received     bigint NOT NULL,
    pieces       int NOT NULL,
    -- How far it has been read, in bytes, and how much lecture that gave, in microseconds.
    bytes_read   bigint NOT NULL,
    imported_us  bigint NOT NULL,
    problem_code text,
    problem      text,
    notes        text NOT NULL,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX upload_lecture ON upload (lecture_id);
CREATE INDEX upload_newest ON upload (created_at DESC);
CREATE INDEX upload_capture ON upload (capture_id);

CREATE TABLE upload_piece (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    number    int NOT NULL,
    start     bigint NOT NULL,
    bytes     int NOT NULL,
    PRIMARY KEY (upload_id, number)
);

-- Whether it came from a file of a stranger: then whatever decodes it is shut in.
ALTER TABLE capture ADD COLUMN untrusted boolean NOT NULL DEFAULT false;
