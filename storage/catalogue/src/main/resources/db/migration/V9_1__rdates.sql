-- Lectures of a series that its rule does not give (RDATE of RFC 5545).
ALTER TABLE planned_event ADD COLUMN rdates text NOT NULL DEFAULT '[]';
