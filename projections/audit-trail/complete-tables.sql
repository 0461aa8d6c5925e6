CREATE INDEX audit_entry_stream ON audit_entry (stream, sequence);
CREATE INDEX audit_entry_plan ON audit_entry (plan, sequence) WHERE plan IS NOT NULL;
CREATE INDEX audit_entry_type ON audit_entry (type, sequence);
CREATE INDEX audit_entry_reported ON audit_entry (reported_on, sequence) WHERE reported_on IS NOT NULL;
CREATE INDEX audit_entry_target ON audit_entry (target) WHERE target IS NOT NULL;
CREATE INDEX audit_entry_batch ON audit_entry (batch, type) WHERE batch IS NOT NULL;
CREATE INDEX audit_entry_documents ON audit_entry USING gin (documents);

ANALYZE audit_entry;
