-- What is to be recorded: a single lecture, or a series by an RRULE (RFC 5545) in the wall time of its zone.
CREATE TABLE planned_event (
    id           uuid PRIMARY KEY,
    room_id      uuid NOT NULL REFERENCES room ON DELETE CASCADE,
    course_id    uuid REFERENCES course ON DELETE SET NULL,
    title        text NOT NULL,
    zone         text NOT NULL,
    starts_local timestamp NOT NULL,
    duration_s   int NOT NULL,
    rrule        text,
    exdates      text NOT NULL,
    -- Null where the installation's default holds.
    lead_in_s    int,
    lead_out_s   int,
    -- By what an import finds it again; null if it was planned by hand.
    source_key   text UNIQUE,
    -- No more lectures are planned of it.
    ended        boolean NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX planned_event_room ON planned_event (room_id);

-- One lecture of it. The ids of its capture (id) and lecture are fixed here, so that a recorder that
-- began it alone is recognised.
CREATE TABLE planned_lecture (
    id         uuid PRIMARY KEY,
    lecture_id uuid NOT NULL UNIQUE,
    event_id   uuid NOT NULL REFERENCES planned_event ON DELETE CASCADE,
    room_id    uuid NOT NULL REFERENCES room ON DELETE CASCADE,
    -- Where the rule puts it, also after it was moved.
    slot_local timestamp NOT NULL,
    title      text,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    moved      boolean NOT NULL,
    cancelled  boolean NOT NULL,
    UNIQUE (event_id, slot_local)
);
CREATE INDEX planned_lecture_room ON planned_lecture (room_id, starts_at);

-- When a capture was to begin, and is to end by the clock; null for one without an end.
ALTER TABLE capture ADD COLUMN planned_from timestamptz;
ALTER TABLE capture ADD COLUMN planned_until timestamptz;

-- A moment of a capture that somebody marked.
CREATE TABLE capture_mark (
    id          uuid PRIMARY KEY,
    capture_id  uuid NOT NULL REFERENCES capture ON DELETE CASCADE,
    position_us bigint NOT NULL,
    label       text NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text NOT NULL
);
CREATE INDEX capture_mark_capture ON capture_mark (capture_id, position_us);
