-- The frames of a chunk whose track shows the device's own pictures: planned once, for its neighbours too.
alter table chunk add column first_frame bigint;
alter table chunk add column end_frame bigint;
