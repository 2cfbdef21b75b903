-- A chunk may be encoded in parts; what was given up on it where its encoders were behind is kept.
ALTER TABLE chunk ADD COLUMN hurry text NOT NULL DEFAULT 'NONE';
ALTER TABLE chunk ADD COLUMN encode_us bigint NOT NULL DEFAULT 0;
CREATE INDEX chunk_finished ON chunk (finished_at);
ALTER TABLE chunk ADD COLUMN urgency text NOT NULL DEFAULT 'LIVE';
ALTER TABLE publication ADD COLUMN urgency text NOT NULL DEFAULT 'LIVE';
DROP INDEX chunk_open;
CREATE INDEX chunk_open ON chunk (publication_track_id) WHERE state IN ('QUEUED', 'ENCODING', 'PARTIAL');

-- The renditions that the views offer while the lecture runs.
ALTER TABLE publication_track ADD COLUMN offered text NOT NULL DEFAULT '[]';

-- Who encodes, and how fast. A worker that has not been seen for a while is gone.
CREATE TABLE worker (
    name       text PRIMARY KEY,
    threads    int NOT NULL,
    busy       int NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);

-- Whether workers take tasks; one row.
CREATE TABLE encoding_pause (
    id        int PRIMARY KEY CHECK (id = 1),
    paused_at timestamptz NOT NULL,
    paused_by text NOT NULL
);
