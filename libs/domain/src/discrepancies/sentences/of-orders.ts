import { say } from '../../sentences/say.js';
import type { Sentence } from '../../sentences/part.js';

const notCountersigned: Sentence<{ entry: number; by: string; reason: string }> = {
  en: ({ entry, by, reason }) =>
    say`${{ name: by }} gave the order of entry ${{ entry }} alone in an emergency: ${{ reason }}. Another planner countersigns it, or gives another order.`,
  fr: ({ entry, by, reason }) =>
    say`${{ name: by }} a donné seul, en urgence, l’ordre de l’écriture ${{ entry }} : ${{ reason }}. Un autre planificateur le contresigne, ou donne un autre ordre.`,
};

/** What is said of how orders were given. */
export const ofOrders = { 'break-glass-not-countersigned': notCountersigned };
