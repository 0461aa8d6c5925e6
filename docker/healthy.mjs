/** Ends with 0 when the service in this container answers, with 1 when it does not. */
const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => undefined);
process.exitCode = answer?.ok ? 0 : 1;
