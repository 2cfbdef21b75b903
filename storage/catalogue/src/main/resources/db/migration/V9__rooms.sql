-- A rehearsal that was not made because the room was busy: it says nothing of the room.
ALTER TABLE rehearsal ADD COLUMN refused boolean NOT NULL DEFAULT false;

-- How the last message to the webhook fared; no problem if it got there.
ALTER TABLE webhook ADD COLUMN told_at timestamptz;
ALTER TABLE webhook ADD COLUMN told_problem text;

-- Why the recorder would not begin a capture, and when it is asked again; null for never.
ALTER TABLE capture ADD COLUMN refusal text;
ALTER TABLE capture ADD COLUMN try_again_at timestamptz;
CREATE INDEX capture_try_again ON capture (try_again_at) WHERE try_again_at IS NOT NULL;
