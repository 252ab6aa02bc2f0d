import type { Shortened } from '../redaction/label-tree.js';
import { inLanguage } from '../sentences/in-words.js';
import { say } from '../sentences/say.js';
import type { Said } from '../sentences/part.js';
import { allLeft, deadlinePassed, nothingEndangers } from './status-reasons.js';
import type { Summary } from './summary.js';

const baseEndangers: Said = {
  en: say`A base endangers the deadline.`,
  fr: say`Une base menace l’échéance.`,
};

const permitEndangers: Said = {
  en: say`A permit that is waited for endangers the deadline.`,
  fr: say`Une autorisation attendue menace l’échéance.`,
};

const paceEndangers: Said = {
  en: say`At the pace up to the last total people remain on the deadline.`,
  fr: say`Au rythme atteint jusqu’au dernier total, il restera du personnel à l’échéance.`,
};

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
