// Says plainly what `npm test` leaves out and how to run it.
console.log(`
Left out, because it needs more than Node and npm:
  npm run test:browser    what a person sees, in Chromium (CHROMIUM=path, default /usr/bin/chromium)
  npm run bench           benchmarks
  KILL_ROUNDS=50 npm test -- test/faults    more rounds of the kill test`);
