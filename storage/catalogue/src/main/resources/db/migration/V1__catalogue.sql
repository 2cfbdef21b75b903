-- Rooms, their devices, and the agents that serve them.
CREATE TABLE agent (
    id           uuid PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    key_sha256   text NOT NULL UNIQUE,
    last_seen_at timestamptz,
    created_at   timestamptz NOT NULL
);

CREATE TABLE room (
    id         uuid PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    site       text,
    agent_id   uuid REFERENCES agent ON DELETE SET NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX room_agent ON room (agent_id);

CREATE TABLE device (
    id         uuid PRIMARY KEY,
    room_id    uuid NOT NULL REFERENCES room ON DELETE CASCADE,
    name       text NOT NULL,
    role       text NOT NULL,
    url        text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (room_id, name)
);

-- What an agent was told and has not acknowledged yet; the sequence grows per agent.
CREATE TABLE agent_command (
    agent_id        uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
    sequence        bigint NOT NULL,
    message         text NOT NULL,
    acknowledged_at timestamptz,
    error           text,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (agent_id, sequence)
);

CREATE TABLE course (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    title      text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE lecture (
    id          uuid PRIMARY KEY,
    course_id   uuid REFERENCES course ON DELETE SET NULL,
    room_name   text NOT NULL,
    title       text NOT NULL,
    description text,
    state       text NOT NULL,
    published   boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX lecture_newest ON lecture (recorded_at DESC, id);
CREATE INDEX lecture_course ON lecture (course_id, recorded_at DESC);

CREATE TABLE capture (
    id                uuid PRIMARY KEY,
    lecture_id        uuid NOT NULL REFERENCES lecture ON DELETE CASCADE,
    room_id           uuid REFERENCES room ON DELETE SET NULL,
    room_name         text NOT NULL,
    agent_id          uuid REFERENCES agent ON DELETE SET NULL,
    state             text NOT NULL,
    epoch             timestamptz,
    requested_at      timestamptz NOT NULL,
    stop_requested_at timestamptz,
    stopped_at        timestamptz,
    completed_at      timestamptz
);
CREATE INDEX capture_lecture ON capture (lecture_id);
CREATE INDEX capture_active ON capture (state) WHERE state IN ('REQUESTED', 'RECORDING', 'STOPPING', 'UPLOADING');

CREATE TABLE track (
    id            uuid PRIMARY KEY,
    capture_id    uuid NOT NULL REFERENCES capture ON DELETE CASCADE,
    device_id     uuid NOT NULL,
    name          text NOT NULL,
    role          text NOT NULL,
    kind          text,
    -- The journal is known without a hole up to here.
    known_entries int NOT NULL,
    known_until_us bigint NOT NULL,
    entry_count   int,
    first_format  text,
    first_us      bigint
);
CREATE INDEX track_capture ON track (capture_id);

CREATE TABLE track_entry (
    track_id uuid NOT NULL REFERENCES track ON DELETE CASCADE,
    sequence int NOT NULL,
    start_us bigint NOT NULL,
    end_us   bigint NOT NULL,
    segment  boolean NOT NULL,
    entry    text NOT NULL,
    PRIMARY KEY (track_id, sequence)
);
CREATE INDEX track_entry_time ON track_entry (track_id, start_us);

CREATE TABLE publication (
    id             uuid PRIMARY KEY,
    lecture_id     uuid NOT NULL REFERENCES lecture ON DELETE CASCADE,
    capture_id     uuid NOT NULL REFERENCES capture ON DELETE CASCADE,
    version        int NOT NULL,
    state          text NOT NULL,
    origin_us      bigint NOT NULL,
    segment_us     bigint NOT NULL,
    chunk_segments int NOT NULL,
    total_us       bigint,
    views          text NOT NULL,
    created_at     timestamptz NOT NULL,
    closed_at      timestamptz,
    UNIQUE (lecture_id, version)
);
CREATE INDEX publication_capture ON publication (capture_id);

CREATE TABLE publication_track (
    id             uuid PRIMARY KEY,
    publication_id uuid NOT NULL REFERENCES publication ON DELETE CASCADE,
    track_id       uuid NOT NULL REFERENCES track ON DELETE CASCADE,
    name           text NOT NULL,
    plan           text NOT NULL,
    planned_chunks int NOT NULL,
    UNIQUE (publication_id, name),
    UNIQUE (publication_id, track_id)
);

CREATE TABLE chunk (
    publication_track_id uuid NOT NULL REFERENCES publication_track ON DELETE CASCADE,
    chunk_index          int NOT NULL,
    state                text NOT NULL,
    start_us             bigint NOT NULL,
    end_us               bigint NOT NULL,
    attempts             int NOT NULL,
    worker               text,
    queued_at            timestamptz NOT NULL,
    started_at           timestamptz,
    finished_at          timestamptz,
    result               text,
    PRIMARY KEY (publication_track_id, chunk_index)
);
CREATE INDEX chunk_open ON chunk (publication_track_id) WHERE state IN ('QUEUED', 'ENCODING');

CREATE TABLE app_user (
    username     text PRIMARY KEY,
    display_name text NOT NULL,
    password     text NOT NULL,
    roles        text NOT NULL,
    created_at   timestamptz NOT NULL
);

-- Keys that every process of an installation shares, made at first start.
CREATE TABLE secret (
    name  text PRIMARY KEY,
    value text NOT NULL
);
