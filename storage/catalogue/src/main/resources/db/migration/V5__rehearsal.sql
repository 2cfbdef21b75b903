-- Half a minute that a room recorded by itself, and what it was found to be worth.
CREATE TABLE rehearsal (
    id          uuid PRIMARY KEY,
    room_id     uuid NOT NULL REFERENCES room ON DELETE CASCADE,
    agent_id    uuid NOT NULL,
    asked_at    timestamptz NOT NULL,
    finished_at timestamptz,
    verdict     text,
    findings    text NOT NULL
);
CREATE INDEX rehearsal_room ON rehearsal (room_id, asked_at DESC);
