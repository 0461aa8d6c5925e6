import base from './jest.config.js';

/** What a person sees, in the Chromium that the system has. Sources must be built: pages come from the real service. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 120_000,
};
