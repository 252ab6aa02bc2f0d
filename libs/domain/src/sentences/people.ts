import { say, joined, where } from './say.js';
import type { Parts } from './part.js';
import type { Count } from '../values/count.js';

/** People of one population, as sentences say them. */
interface Line {
  component: string;
  contingent?: string;
  count: Count;
}

/** Losses of one side, as sentences say them. */
interface Losses {
  side: string;
  killed?: Count;
  wounded?: Count;
}

/** Whether a number stands before the singular in French, where none does as well. */
export const isSingle = (count: Count): boolean => count === 0 || count === 1;

/** People of a component, with their number before them. */
export const peopleOf = (count: Count, component: string): Parts =>
  say`${{ people: count }} ${isSingle(count) ? { component, single: true } : { component }}`;

/** Lines as people read them: "about 200 uniformed/troops (BFA)". The same in each language. */
export const linesInWords = (lines: readonly Line[]): Parts =>
  joined(
    lines.map(
      ({ component, contingent, count }) =>
        say`${peopleOf(count, component)}${contingent ? say` (${{ contingent }})` : []}`,
    ),
    ', ',
  );

/** ": ..." if there is a reason. */
export const because = {
  en: (reason: string | undefined): Parts => where(reason, (why) => say`: ${{ reason: why }}`),
  fr: (reason: string | undefined): Parts => where(reason, (why) => say` : ${{ reason: why }}`),
};

/** The sides of losses in French, one and many. */
export const sidesInFrench: Readonly<Record<string, readonly [one: string, many: string]>> = {
  peacekeeper: ['casque bleu', 'casques bleus'],
  'mission-civilian': ['civil de la mission', 'civils de la mission'],
  civilian: ['civil', 'civils'],
  contractor: ['contractuel', 'contractuels'],
  'host-army': ['militaire de l’armée hôte', 'militaires de l’armée hôte'],
  'armed-group': ['membre d’un groupe armé', 'membres d’un groupe armé'],
  other: ['autre', 'autres'],
};

/** A side with what it suffered, after a number, in French. */
export function harmInFrench(side: string, what: string, single: boolean): Parts {
  const suffered = { killed: ['tué', 'tués'], wounded: ['blessé', 'blessés'] }[what] ?? [what, what];
  const whose = sidesInFrench[side] ?? [side, side];
  const form = single ? 0 : 1;
  return say`${{ term: whose[form] ?? side }} ${suffered[form] ?? what}`;
}

/** ": 1 peacekeeper killed, 3 peacekeeper wounded" if there are losses. */
export const lossesInWords = {
  en: (losses: readonly Losses[] = []): Parts =>
    listed(losses, ': ', (side, what, count) => say`${{ people: count }} ${{ term: side }} ${what}`),
  fr: (losses: readonly Losses[] = []): Parts =>
    listed(
      losses,
      ' : ',
      (side, what, count) => say`${{ people: count }} ${harmInFrench(side, what, isSingle(count))}`,
    ),
};

function listed(
  losses: readonly Losses[],
  before: string,
  saying: (side: string, what: 'killed' | 'wounded', count: Count) => Parts,
): Parts {
  const parts = losses.flatMap(({ side, killed, wounded }) => [
    ...(killed === undefined ? [] : [saying(side, 'killed', killed)]),
    ...(wounded === undefined ? [] : [saying(side, 'wounded', wounded)]),
  ]);
  return parts.length === 0 ? [] : [before, ...joined(parts, ', ')];
}
