// Says plainly what `npm test` leaves out and how to run it.
console.log(`
Left out, because it needs more than Node and npm, or more time:
  npm run test:browser         what a person sees, in Chromium (CHROMIUM=path, default /usr/bin/chromium)
  npm run bench                benchmarks
  npm run test:eventstoredb    what must be the same on the other engine, once more on a test server that speaks its
                               protocol, or on the server that EVENTSTOREDB_TEST_URL names
  EVENTSTOREDB_TEST_URL=esdb://… npm test -- test/contract    the same rules of the event store on a real server, of
                               which none is used otherwise
  KILL_ROUNDS=50 npm test -- test/faults    more rounds of the kill test`);
