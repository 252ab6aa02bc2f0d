import type { Shortened } from '../redaction/label-tree.js';
import { inLanguage } from '../sentences/in-words.js';
import type { Said } from '../sentences/part.js';
import {
  allLeft,
  baseEndangers,
  deadlinePassed,
  nothingEndangers,
  paceEndangers,
  permitEndangers,
} from './status-reasons.js';
import type { Summary } from './summary.js';

type Told = Pick<Summary, 'status' | 'deadline' | 'verdicts'>;

/** Why a mission has its status, for those who may see no movements: it names no base and no date, and says what the verdicts do. */
function reasonOf({ status, deadline, verdicts }: Told): Said {
  if (status === 'complete') return allLeft(0);
  if (status === 'late') return deadlinePassed(-deadline.daysLeft);
  if (status === 'on-track') return nothingEndangers;
  if (verdicts.sites.verdict === 'will-miss') return baseEndangers;
  return verdicts.permits.verdict === 'blocking' ? permitEndangers : paceEndangers;
}

/** The reason of a mission's status, as text or in parts. */
export const shortReason = (as: 'text' | 'parts'): Shortened => ({
  label: 'movement',
  short: (summary, language) => inLanguage(reasonOf(summary as Told), language)[as],
});

/** Where an incident was: of an attack on a convoy it tells where that goes. */
export const placeOfIncident: Shortened = {
  label: 'movement',
  short(incident) {
    const { kind, place } = incident as { kind: string; place?: string };
    return kind === 'incident' ? place : undefined;
  },
};
