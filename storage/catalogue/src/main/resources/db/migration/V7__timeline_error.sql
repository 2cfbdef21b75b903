-- By how much the track's media may stand beside its true place on the timeline, at worst, as the recorder saw it.
ALTER TABLE track ADD COLUMN residual_us bigint;
