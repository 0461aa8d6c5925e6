import base from './jest.config.js';

process.env.TEST_ENGINE = 'eventstoredb';

/**
 * What must give the same results whichever engine holds the events, once more on EventStoreDB: on a server of the tests'
 * own, or the one that `EVENTSTOREDB_TEST_URL` names. Sources must be built.
 */
export default {
  ...base,
  // These name their engines themselves.
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, 'test/transfer/(copy-into|engine-switch|migrate-store)'],
  roots: [
    'acceptance',
    'cli',
    'erasure',
    'example',
    'extraction',
    'faults',
    'hostile',
    'http',
    'observability',
    'processes',
    'projections',
    'regressions',
    'transfer',
  ].map((folder) => `<rootDir>/test/${folder}`),
};
