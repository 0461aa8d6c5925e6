import base from './jest.config.js';

process.env.TEST_ENGINE = 'eventstoredb';

/**
 * What must give the same results whichever engine holds the events, once more on EventStoreDB: every spec that starts a
 * service or opens a ledger, on a server of the tests' own or the one that `EVENTSTOREDB_TEST_URL` names. Sources must be
 * built.
 */
export default {
  ...base,
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    // These name their engines themselves.
    'test/(contract|erasable|eventstoredb)/',
    'test/transfer/(copy-into|engine-switch|migrate-store)',
    // And in these it does not matter where events are.
    'test/(access|database|witness)/',
    'test/operations/(?!auditors)',
    'test/verifier/ledger-verify',
    'test/web/(assets|charts)',
    // What is tampered with here are the tables of PostgreSQL.
    'test/verifier/tampering',
  ],
};
