import type { ViewName } from '#libs/domain';
import type { ExplanationRule } from '../approach.js';
import { bases } from './bases.js';
import { burndown } from './burndown.js';
import { contingents } from './contingents.js';
import { convoys } from './convoys.js';
import { discrepancies } from './discrepancies.js';
import { incidents } from './incidents.js';
import { ledger } from './ledger.js';
import { permits } from './permits.js';
import { plan } from './plan.js';
import { schedule } from './schedule.js';
import { summary } from './summary.js';
import { counters, equipment } from './things.js';

/** For each view, how each of its figures comes about: the first rule that fits a pointer holds. */
export const catalogue: { readonly [V in ViewName]: readonly ExplanationRule[] } = {
  summary,
  bases,
  convoys,
  burndown,
  schedule,
  incidents,
  plan,
  permits,
  equipment,
  counters,
  contingents,
  ledger,
  discrepancies,
};
