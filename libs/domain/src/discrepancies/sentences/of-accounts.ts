import { componentOf, contingentOf, type Node } from '../../values/components.js';
import { linesInWords, peopleOf } from '../../sentences/people.js';
import { joined, say, where } from '../../sentences/say.js';
import type { Parts, Sentence } from '../../sentences/part.js';
import type { FlagFigures } from '../../state/flag.js';

const belowZero: Sentence<{ account: string; component: string; missing: number }> = {
  en: ({ account, component, missing }) =>
    say`${{ people: missing, plain: true }} more ${component === 'all' ? 'people' : say`${{ component }} people`} left than were booked ${{ account }}. Report who was there before, or correct the numbers.`,
  fr: ({ account, component, missing }) =>
    say`Le compte ${{ account }} a vu partir plus de monde qu’il n’en comptait : ${peopleOf(missing, component)} de trop. Signalez qui s’y trouvait auparavant, ou corrigez les nombres.`,
};

const equipmentBelowZero: Sentence<{ category: string; missing: number; base?: string }> = {
  en: ({ category, missing, base }) =>
    say`${{ number: missing, plain: true }} more ${{ text: category }} were disposed of${where(base, (id) => say` at ${{ base: id }}`)} than had been counted. Report how many there were before, or correct the numbers.`,
  fr: ({ category, missing, base }) =>
    say`Matériel cédé au-delà de ce qui avait été compté${where(base, (id) => say` à la base ${{ base: id }}`)} : ${{ number: missing }} ${{ text: category }} de trop. Signalez combien il y en avait auparavant, ou corrigez les nombres.`,
};

const belowBooks: Sentence<FlagFigures['total-below-books']> = {
  en: ({ count, component, booked }) =>
    say`${{ people: count }} ${{ population: component }} are said to have departed, but the books already hold ${{ people: booked, plain: true }} or more. Correct, retract or dispute the entry, or what the books hold.`,
  fr: ({ count, component, booked }) =>
    say`Un total de partis (${linesInWords([{ count, component }])}) a été signalé, mais les comptes en ont déjà ${{ people: booked }} ou plus. Corrigez, retirez ou contestez l’écriture, ou ce que disent les comptes.`,
};

const morePresent: Sentence<FlagFigures['more-present-than-booked']> = {
  en: ({ untold, component }) =>
    say`${{ people: untold, plain: true }} more ${{ population: component }} are said to be present than the books hold. Report their arrival, or correct the total.`,
  fr: ({ untold, component }) =>
    say`Le total signalé compte plus de présents que les comptes : ${peopleOf(untold, component)} de plus. Signalez leur arrivée, ou corrigez le total.`,
};

const contradicting: Sentence<FlagFigures['totals-contradict']> = {
  en: ({ count, node, above, beyond }) =>
    say`With a baseline of ${{ people: count }} ${{ population: node }}, ${{ population: above }} had to be ${beyond > 0 ? 'raised' : 'lowered'} by ${{ people: Math.abs(beyond), plain: true }}: not all of these totals can be true. Correct, retract or dispute one of them.`,
  fr: ({ count, node, above, beyond }) =>
    say`Avec un effectif initial de ${linesInWords([{ component: componentOf(node), contingent: contingentOf(node), count }])}, celui de l’ensemble (${{ population: above }}) a dû être ${beyond > 0 ? 'relevé' : 'abaissé'} de ${{ people: Math.abs(beyond) }} : ces totaux ne peuvent pas tous être vrais. Corrigez, retirez ou contestez l’un d’eux.`,
};

/** Totals that leave a population fewer than nobody. */
interface Impossible {
  revisions: readonly number[];
  missing: number;
  node: Node;
  /** Whether it is those of the population whom no part of it names. */
  isUnnamed: boolean;
  what: 'in the baseline' | 'present' | 'beside those at places';
}

const entries = (revisions: readonly number[]): Parts =>
  joined(
    revisions.map((entry) => [{ entry }]),
    ', ',
  );

const partsInFrench: Readonly<Record<Impossible['what'], string>> = {
  present: 'parmi les présents',
  'in the baseline': 'dans l’effectif initial',
  'beside those at places': 'en dehors de ceux qui sont comptés sur place',
};

const fewerThanNone: Sentence<Impossible> = {
  en: ({ revisions, missing, node, isUnnamed, what }) =>
    revisions.length === 1
      ? say`The total of entry ${entries(revisions)} leaves ${{ people: missing }} fewer than nobody of ${{ population: node }}${isUnnamed ? ' of no named part' : ''} ${what}: it cannot be true with what else was reported. Correct, retract or dispute it, or the other.`
      : say`The totals of entries ${entries(revisions)} leave ${{ people: missing }} fewer than nobody of ${{ population: node }}${isUnnamed ? ' of no named part' : ''} ${what}: they cannot all be true. Correct, retract or dispute one of them.`,
  fr: ({ revisions, missing, node, isUnnamed, what }) =>
    say`${
      revisions.length === 1
        ? say`Le total de l’écriture ${entries(revisions)} laisse`
        : say`Les totaux des écritures ${entries(revisions)} laissent`
    } ${{ people: missing }} de moins que zéro ${partsInFrench[what]} (${{ population: node }}${isUnnamed ? ', hors des parties nommées' : ''}) : ${revisions.length === 1 ? 'il contredit le reste de ce qui a été signalé. Corrigez, retirez ou contestez-le, ou bien le reste.' : 'ils ne peuvent pas tous être vrais. Corrigez, retirez ou contestez l’un d’eux.'}`,
};

/** What is said of totals and accounts that cannot be true. */
export const ofAccounts = {
  'account-below-zero': belowZero,
  'equipment-below-zero': equipmentBelowZero,
  'total-below-books': belowBooks,
  'totals-contradict': contradicting,
  'fewer-than-none': fewerThanNone,
  'more-present-than-booked': morePresent,
};
