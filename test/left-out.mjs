// Says plainly what `npm test` leaves out and how to run it.
import { existsSync } from 'node:fs';

console.log(`
Left out, because it needs more than Node and npm, or more time:
  npm run test:browser         what a person sees, in Chromium (CHROMIUM=path, default /usr/bin/chromium)
  npm run bench                benchmarks
  npm run demo:smoke           the demo, as a newcomer runs it and stops it
  npm run test:eventstoredb    what must be the same on the other engine, once more on a test server that speaks its
                               protocol, or on the server that EVENTSTOREDB_TEST_URL names
  EVENTSTOREDB_TEST_URL=esdb://… npm test -- test/contract    the same rules of the event store on a real server, of
                               which none is used otherwise
  KILL_ROUNDS=50 npm test -- test/faults    more rounds of the kill test`);

/** The papers of the example, which are not part of the project. */
if (!existsSync(new URL('../../shared/sources/', import.meta.url)))
  console.log(
    `  npm test, with the papers of the example in ../shared/sources    the example's facts held against them`,
  );
