import base from './jest.config.js';

/** What a person sees, in the Chromium that the system has. Sources must be built: pages come from the real service. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/site.ts',
  globalTeardown: '<rootDir>/test/browser/support/stop-site.ts',
  testTimeout: 120_000,
};
