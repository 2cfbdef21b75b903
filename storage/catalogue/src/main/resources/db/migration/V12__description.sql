-- What stands beside the video of a publication; made of it after it was closed.
CREATE TABLE publication_description (
    publication_id uuid PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
    state          text NOT NULL,
    problem        text,
    -- Paths relative to the publication.
    poster         text,
    waveform       text,
    storyboards    text NOT NULL,
    silences       text NOT NULL,
    -- What text was looked for in slides, as Tesseract names languages; null where none could be read.
    text_languages text,
    changed_at     timestamptz NOT NULL
);

CREATE TABLE slide (
    publication_id uuid NOT NULL REFERENCES publication ON DELETE CASCADE,
    slide_index    int NOT NULL,
    track          text NOT NULL,
    start_us       bigint NOT NULL,
    end_us         bigint NOT NULL,
    image          text NOT NULL,
    thumbnail      text NOT NULL,
    slide_text     text NOT NULL,
    language       regconfig NOT NULL DEFAULT 'simple',
    -- Each word as it stands, so that its beginning finds it, and its stem where the language is known.
    words          tsvector GENERATED ALWAYS AS
        (to_tsvector('simple', slide_text) || to_tsvector(language, slide_text)) STORED,
    PRIMARY KEY (publication_id, slide_index)
);
CREATE INDEX slide_words ON slide USING gin (words);

-- A queue of its own for what may wait: its tasks never take a place from those that a lecture waits for.
CREATE TABLE background_tasks (LIKE scheduled_tasks INCLUDING ALL);
