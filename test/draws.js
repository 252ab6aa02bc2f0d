import fc from 'fast-check';

/** The same draws in each run, unless others are asked for: whether a change is in order does not hang on chance. */
const always = 20_231_231;
const asked = process.env.DRAWS;
const seed = asked === 'any' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? always);
const numRuns = 100 * Number(process.env.FAULT_FACTOR ?? 1);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed, numRuns });
