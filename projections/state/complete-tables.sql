CREATE UNIQUE INDEX statement_event ON statement (event_id);
CREATE INDEX statement_key ON statement (key_id, reported_on);
CREATE INDEX statement_void_key ON statement_void (key_id);
CREATE INDEX state_key_category ON state_key (category, facet);
CREATE INDEX state_key_plan ON state_key (plan, category);

-- Two answers for one key, day and size cannot be stored. Open rectangles are enough to look at: two that overlap have
-- once been open together, and an open one can only be closed.
ALTER TABLE state_rect_open ADD CONSTRAINT state_rect_one_answer
  EXCLUDE USING gist (key_id WITH =, reported WITH &&);
CREATE INDEX state_rect_open_view ON state_rect_open USING gist (reported, lower(recorded));
CREATE INDEX state_rect_open_key ON state_rect_open (key_id, lower(reported));
CREATE INDEX state_rect_closed_view ON state_rect_closed USING gist (reported, recorded);
CREATE INDEX state_rect_closed_key ON state_rect_closed (key_id, upper(recorded));

CREATE FUNCTION state_rect_only_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT upper_inf(OLD.recorded) OR upper_inf(NEW.recorded) OR lower(NEW.recorded) <> lower(OLD.recorded)
     OR (NEW.key_id, NEW.src, NEW.slot, NEW.reported) IS DISTINCT FROM (OLD.key_id, OLD.src, OLD.slot, OLD.reported) THEN
    RAISE EXCEPTION 'A rectangle can only be closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER state_rect_only_closes BEFORE UPDATE ON state_rect
  FOR EACH ROW EXECUTE FUNCTION state_rect_only_closes();

ANALYZE state_key, statement, state_rect;
