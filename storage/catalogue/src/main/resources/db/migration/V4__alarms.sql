-- Alarms of rooms: one row from when an alarm is raised; it stays when the matter is settled.
CREATE TABLE alarm (
    id              uuid PRIMARY KEY,
    agent_id        uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    room_id         uuid REFERENCES room ON DELETE CASCADE,
    capture_id      uuid,
    device_id       uuid,
    kind            text NOT NULL,
    severity        text NOT NULL,
    device_name     text,
    detail          text NOT NULL,
    raised_at       timestamptz NOT NULL,
    cleared_at      timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text
);
-- Several servers may be told of one alarm: it is one row all the same.
CREATE UNIQUE INDEX alarm_standing ON alarm (agent_id, room_id, capture_id, device_id, kind) NULLS NOT DISTINCT
    WHERE cleared_at IS NULL;
CREATE INDEX alarm_room ON alarm (room_id, raised_at DESC);
CREATE INDEX alarm_raised ON alarm (raised_at DESC);

-- Where alarms are told to; at most one row.
CREATE TABLE webhook (
    id     int PRIMARY KEY CHECK (id = 1),
    url    text NOT NULL,
    secret text NOT NULL
);
