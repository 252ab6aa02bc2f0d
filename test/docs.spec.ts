import { readFileSync } from 'node:fs';
import { referencePages } from './support/reference-pages.js';

describe('the reference pages', () => {
  it('say what the registry, the problems and the command line are now; `npm run docs` brings them up to date', async () => {
    for (const [file, text] of Object.entries(await referencePages()))
      expect([file, readFileSync(file, 'utf8')]).toEqual([file, text]);
  });
});
