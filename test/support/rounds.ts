/** How many times a test tries something: few in `npm test`, ten times as many where FAULT_FACTOR is 10 (`npm run faults`). */
export const rounds = (few: number): number => Math.ceil(few * Number(process.env.FAULT_FACTOR ?? 1));
