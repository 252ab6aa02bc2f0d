import fc from 'fast-check';

/** What the tests of a file draw from in this run, properties and others: `DRAWS=<seed>` draws the same again. */
export const seed = fc.readConfigureGlobal()?.seed ?? 0;
