import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { budget } from './build/budget.js';
import { compressed } from './build/compressed.js';
import { outlines } from './build/outlines.js';

/** Builds the page into assets whose names carry their hash, which the server hands out from its own folder. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  logLevel: 'warn',
  // Libraries of our own are taken from their sources.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  plugins: [outlines(), budget(), compressed()],
  build: {
    outDir: '../../dist/apps/dashboard',
    emptyOutDir: true,
    // An inlined asset would be a data: URL that the policy of the page refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
});
