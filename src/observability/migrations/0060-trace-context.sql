-- The spans that events were appended in, so that a projection in another process goes on with the request's trace.
-- Written only while tracing is on, and swept after an hour. What a crash of the server takes away costs a trace.
CREATE UNLOGGED TABLE projection.trace_context (
  event_id    uuid PRIMARY KEY,
  traceparent text NOT NULL,                       -- as in the header of the same name (W3C Trace Context)
  at          timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX trace_context_at ON projection.trace_context (at);

GRANT SELECT, INSERT, UPDATE, DELETE ON projection.trace_context TO ledger_app;
