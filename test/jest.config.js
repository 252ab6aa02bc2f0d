import { availableParallelism } from 'node:os';
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

export default {
  // One more than there are cores: those that start programs wait for them much of the time.
  maxWorkers: availableParallelism() + 1,
  testSequencer: beside('longest-first.js'),
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
      testMatch: startPrograms.map((folder) => `${folder}**/*.spec.ts`),
    },
  ],
};
