-- A rehearsal of which the recorder was not asked, as it was away: it is asked when it is back.
ALTER TABLE rehearsal ADD COLUMN away boolean NOT NULL DEFAULT false;
