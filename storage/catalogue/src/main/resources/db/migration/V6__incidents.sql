-- What the recorder has of a track on its disk, uploaded or not.
ALTER TABLE track ADD COLUMN recorded_us bigint;

-- Why a capture is not complete. A row stays when the matter is settled.
CREATE TABLE incident (
    id              uuid PRIMARY KEY,
    capture_id      uuid NOT NULL REFERENCES capture ON DELETE CASCADE,
    track_id        uuid REFERENCES track ON DELETE CASCADE,
    kind            text NOT NULL,
    lost_us         bigint NOT NULL,
    detail          text NOT NULL,
    opened_at       timestamptz NOT NULL,
    resolved_at     timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text
);
CREATE INDEX incident_capture ON incident (capture_id);
CREATE INDEX incident_open ON incident (opened_at DESC) WHERE resolved_at IS NULL AND acknowledged_at IS NULL;
