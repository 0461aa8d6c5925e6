import base from './jest.config.js';

process.env.TEST_ENGINE = 'eventstoredb';

/**
 * What must give the same results whichever engine holds the events, once more on EventStoreDB: on a server of the tests'
 * own, or the one that `EVENTSTOREDB_TEST_URL` names. Sources must be built.
 */
export default {
  ...base,
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    'test/transfer/(copy-into|engine-switch|migrate-store)', // these name their engines themselves
    'test/properties/loading-order', // and this has none
  ],
  roots: [
    'acceptance',
    'administration',
    'cli',
    'drafts',
    'erasure',
    'example',
    'extraction',
    'faults',
    'hostile',
    'http',
    'observability',
    'processes',
    'projections',
    'properties',
    'regressions',
    'transfer',
  ].map((folder) => `<rootDir>/test/${folder}`),
};
