import fc from 'fast-check';

/** The same draws in each run, unless others are asked for: whether a change is in order does not hang on chance. */
const always = 20_231_231;
const asked = process.env.DRAWS;

if (asked !== 'any') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? always) });
