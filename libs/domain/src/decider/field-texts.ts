import type { EntryType } from '../entries/registry.js';
import { formatInstant } from '../values/occurrence.js';
import { say } from '../sentences/say.js';
import type { Said } from '../sentences/part.js';

/** Of a time that has not come yet; `now` is in milliseconds since 1970. */
export const inFuture = (day: string, now: number): Said => ({
  en: say`${{ day }} lies in the future; give when it happened, at most 5 minutes ahead of ${{ instant: formatInstant(now) }}`,
  fr: say`${{ day }} est dans le futur ; dites quand cela est arrivé, au plus 5 minutes après ${{ instant: formatInstant(now) }}`,
});

/** Of a start of a mission in a year that nobody means. */
export const startTooEarly = (day: string, earliest: string): Said => ({
  en: say`${{ day }} is before ${{ day: earliest }}; give the year in full`,
  fr: say`${{ day }} précède le ${{ day: earliest }} ; donnez l’année en entier`,
});

/** Of a deadline so long after the start that its year is mistyped. */
export const deadlineTooLate = (day: string, years: number, latest: string): Said => ({
  en: say`${{ day }} is more than ${{ number: years }} years after the start; give ${{ day: latest }} or before`,
  fr: say`${{ day }} est à plus de ${{ number: years }} ans du début ; donnez le ${{ day: latest }} ou avant`,
});

/** Of a time that lies so far from the mission's calendar that its year is mistyped. */
export const outsideCalendar = (from: string, until: string, years: number): Said => ({
  en: say`lies outside the mission's time, ${{ day: from }} to ${{ day: until }} (${{ number: years }} years before its start, and after its deadline); is the year right?`,
  fr: say`est hors du temps de la mission, du ${{ day: from }} au ${{ day: until }} (${{ number: years }} ans avant son début et après son échéance) ; l’année est-elle juste ?`,
});

/** Of a place that is given for what stands where another entry does. */
export const placedByAnother: Said = {
  en: say`this stands where the entry that it names does; leave the field out`,
  fr: say`ceci se place là où se trouve l’écriture nommée ; omettez le champ`,
};

/** Of a place outside the time that the words leave open. */
export const placedOutside = (day: string): Said => ({
  en: say`must lie within ${{ day }}, when it happened`,
  fr: say`doit se situer dans ${{ day }}, quand cela est arrivé`,
});

export const placedInFuture: Said = { en: say`lies in the future`, fr: say`est dans le futur` };

/** Of a field that no correction changes. */
export const keptAsItWas = (entry: number, field: string, was: string | undefined): Said => ({
  en: say`a correction cannot change what entry ${{ entry }} is about: ${{ code: field }} stays ${was === undefined ? 'left out' : { code: was }}. Retract that entry and record it anew`,
  fr: say`une correction ne peut changer ce dont parle l’écriture ${{ entry }} : ${{ code: field }} reste ${was === undefined ? 'omis' : { code: was }}. Retirez cette écriture et enregistrez-la à nouveau`,
});

/** Of an entry whose toll cannot be revised, as it tells of none. */
export const noToll = (entry: number, type: EntryType | undefined): Said => ({
  en: say`entry ${{ entry }} is ${{ code: String(type) }}: name a ${{ code: 'ConvoyAttacked' }}, an ${{ code: 'IncidentReported' }} or an earlier ${{ code: 'TollRevised' }}`,
  fr: say`l’écriture ${{ entry }} est de type ${{ code: String(type) }} : nommez une écriture ${{ code: 'ConvoyAttacked' }} ou ${{ code: 'IncidentReported' }}, ou une ${{ code: 'TollRevised' }} antérieure`,
});
