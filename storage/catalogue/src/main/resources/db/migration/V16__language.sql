-- What is spoken (BCP 47); a lecture without a language of its own has that of its course.
ALTER TABLE course ADD COLUMN language text;
ALTER TABLE lecture ADD COLUMN language text;

-- What was known when the publication was begun: it stands in media that never change.
ALTER TABLE publication ADD COLUMN language text;
