import { availableParallelism } from 'node:os';

/** Sources are ES modules; inside jest alone they become CommonJS, because Nest's testing tools still mock that way. */
const esmOnly = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  '@borewit',
  'uint8array-extras',
  'load-esm',
  'd3-[\\w-]+',
  'internmap',
  '@tokenizer',
  '@opentelemetry/otlp-exporter-base', // imports node:http dynamically, which jest's CommonJS cannot
];

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/projections', '<rootDir>/test', '<rootDir>/bench'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
  testTimeout: 120_000,
  // One less than there are cores, but two on two: much of a test's time is waiting for other processes.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
