-- A new version of a publication shows what was made of the one before until its own is made.
ALTER TABLE publication_description ADD COLUMN made_of int;
UPDATE publication_description d SET made_of = p.version FROM publication p WHERE p.id = d.publication_id;
ALTER TABLE publication_description ALTER COLUMN made_of SET NOT NULL;
