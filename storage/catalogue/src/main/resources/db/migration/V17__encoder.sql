-- The encoder that a track's pictures are planned for; null for x264, which every worker has.
ALTER TABLE publication_track ADD COLUMN encoder text;
-- What a chunk was encoded by, with a digest of its parameter sets; null for x264.
ALTER TABLE chunk ADD COLUMN encoder text;

-- What a worker offers, and why not what it was asked for.
ALTER TABLE worker ADD COLUMN encoder text NOT NULL DEFAULT 'x264';
ALTER TABLE worker ADD COLUMN encoder_problem text;
