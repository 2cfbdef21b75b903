-- The agents that record a room besides its own (room.agent_id), for where that one fails; by rank from 1.
CREATE TABLE room_standby (
    room_id  uuid NOT NULL REFERENCES room ON DELETE CASCADE,
    agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    rank     int NOT NULL,
    PRIMARY KEY (room_id, agent_id)
);
CREATE INDEX room_standby_agent ON room_standby (agent_id);

-- Who records a capture, where that is more than one agent: rank 0 is the room's own. A capture without
-- a standby has no rows here.
CREATE TABLE capture_recorder (
    capture_id uuid NOT NULL REFERENCES capture ON DELETE CASCADE,
    agent_id   uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    rank       int NOT NULL,
    -- When it last told something new; at first, when it was asked to record.
    heard_at   timestamptz NOT NULL,
    -- When it stopped, by its clock; null while it has not told.
    closed_at  timestamptz,
    -- When it told that, by the server's clock.
    told_at    timestamptz,
    -- Whether it answered that it cannot record.
    refused    boolean NOT NULL,
    -- Whether it has told of media since the publication was last compared with all that there is.
    late       boolean NOT NULL,
    PRIMARY KEY (capture_id, agent_id)
);
CREATE INDEX capture_recorder_late ON capture_recorder (capture_id) WHERE late;

-- The agent that recorded it standing by; null for the room's own.
ALTER TABLE track ADD COLUMN standby_id uuid;

-- Since when the next chunk waits for a recorder; null while it waits for nobody.
ALTER TABLE publication_track ADD COLUMN waiting_since timestamptz;

-- How much media there was for the chunk when it was encoded; null where nobody stands by.
ALTER TABLE chunk ADD COLUMN media_us bigint;
