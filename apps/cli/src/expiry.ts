import { addDays } from 'date-fns/addDays';
import { Failure } from './failure.js';

/** When so many days from now are over, as a text says them (`30d`). Throws a Failure with an example if it does not. */
export function expiryIn(given: string, example: string): string {
  const [, days] = /^(\d{1,3})d$/.exec(given) ?? [];
  if (days === undefined) throw new Failure(`--expires takes days, such as ${example}.`, 2);
  return addDays(Date.now(), Number(days)).toISOString();
}
