import { readdirSync, readFileSync } from 'node:fs';
import { referencePages } from './support/reference-pages.js';

describe('the reference pages', () => {
  it('say what the registry, the problems and the command line are now; `npm run docs` brings them up to date', async () => {
    for (const [file, text] of Object.entries(await referencePages()))
      expect([file, readFileSync(file, 'utf8')]).toEqual([file, text]);
  });
});

describe('the guides', () => {
  const pages = ['docs/tutorial', 'docs/how-to', 'docs/explanation'].flatMap((dir) =>
    readdirSync(dir).map((name) => `${dir}/${name}`),
  );

  it('bring a token wherever they ask the server with curl', () => {
    const asks = ['README.md', ...pages].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/curl .*/g)].map(([line]) => `${page}: ${line}`),
    );
    expect(asks.length).toBeGreaterThan(10);
    expect(asks.filter((line) => !/-H "\$(me|admin|auditor|planner)"/.test(line))).toEqual([]);
  });

  it('run tests that there are, wherever they name one', () => {
    const named = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/(test\/\S+) -t '([^']+)'/g)]);
    expect(named.length).toBeGreaterThan(0);
    for (const [, file = '', words = ''] of named) expect(readFileSync(`${file}.spec.ts`, 'utf8')).toContain(words);
  });
});
