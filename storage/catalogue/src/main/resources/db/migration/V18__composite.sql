-- The view that shows slides with the presenter in their corner, made of what was published.
CREATE TABLE composite (
    publication_id uuid PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
    state          text NOT NULL,
    problem        text,
    changed_at     timestamptz NOT NULL
);

-- What has been made of it: a worker that takes over goes on from here.
CREATE TABLE composite_chunk (
    publication_id uuid NOT NULL REFERENCES composite ON DELETE CASCADE,
    chunk_index    int NOT NULL,
    result         text NOT NULL,
    PRIMARY KEY (publication_id, chunk_index)
);
