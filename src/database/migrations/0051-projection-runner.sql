-- The instance that takes events into this build. Whoever takes over writes its name here, in the row that every batch
-- locks: one that does not know yet that it was replaced finds another name and stops.
ALTER TABLE projection.cursor ADD COLUMN runner text;
