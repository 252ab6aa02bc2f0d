import { fileURLToPath } from 'node:url';

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/** @swc/jest, native ESM */
const shared = {
  rootDir: beside('..'),
  testEnvironment: beside('plain-environment.js'),
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  globalSetup: beside('temporary-directory.js'),
  setupFiles: ['reflect-metadata'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

const startPrograms = ['<rootDir>/test/dashboard/', '<rootDir>/test/faults/', '<rootDir>/test/process/'];

/** Files that stay in their process run on all cores, then those that start programs one after another. */
export default {
  maxWorkers: '100%',
  // A bare machine may be slow; a test that hangs is still told.
  testTimeout: 180_000,
  projects: [
    {
      ...shared,
      displayName: 'in process',
      testMatch: ['test', 'libs', 'apps'].map((folder) => `<rootDir>/${folder}/**/*.spec.ts`),
      testPathIgnorePatterns: ['/node_modules/', ...startPrograms],
    },
    {
      ...shared,
      displayName: 'programs',
      runner: beside('serial-runner.js'),
      testMatch: startPrograms.map((folder) => `${folder}**/*.spec.ts`),
    },
  ],
};
