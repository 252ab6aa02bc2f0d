import { fileURLToPath } from 'node:url';

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Modules are compiled by the loader that `npm test` gives to Node, which workers take over. */
const shared = {
  rootDir: beside('..'),
  runtime: beside('native-runtime.cjs'),
  testEnvironment: beside('native-environment.js'),
  globalSetup: beside('temporary-directory.js'),
  setupFiles: ['reflect-metadata', beside('draws.js')],
  transform: {},
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
