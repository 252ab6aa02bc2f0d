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
  contingent?: string;
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

/** The sides of losses in English, one and many. */
const sidesInEnglish: Readonly<Record<string, readonly [one: string, many: string]>> = {
  peacekeeper: ['peacekeeper', 'peacekeepers'],
  'mission-civilian': ['mission civilian', 'mission civilians'],
  civilian: ['civilian', 'civilians'],
  contractor: ['contractor', 'contractors'],
  'host-army': ['host-army soldier', 'host-army soldiers'],
  'armed-group': ['armed-group member', 'armed-group members'],
  other: ['other', 'others'],
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

/** Of which contributor they were, if that was said. */
const ofContingent = (contingent: string | undefined): Parts =>
  where(contingent, (code) => say` (${{ contingent: code }})`);

/** A side with what it suffered, after a number, in French. */
export function harmInFrench(side: string, what: string, single: boolean, contingent?: string): Parts {
  const suffered = { killed: ['tué', 'tués'], wounded: ['blessé', 'blessés'] }[what] ?? [what, what];
  const whose = sidesInFrench[side] ?? [side, side];
  const form = single ? 0 : 1;
  return say`${{ term: whose[form] ?? side }}${ofContingent(contingent)} ${suffered[form] ?? what}`;
}

/** ": 1 peacekeeper killed, 3 peacekeepers (SEN) wounded" if there are losses; with other words before them, if they are given. */
export const lossesInWords = {
  en: (losses: readonly Losses[] = [], before = ': '): Parts =>
    listed(losses, before, ({ side, contingent }, what, count) => {
      const term = sidesInEnglish[side]?.[count === 1 ? 0 : 1] ?? side;
      return say`${{ people: count }} ${{ term }}${ofContingent(contingent)} ${what}`;
    }),
  fr: (losses: readonly Losses[] = [], before = ' : '): Parts =>
    listed(
      losses,
      before,
      ({ side, contingent }, what, count) =>
        say`${{ people: count }} ${harmInFrench(side, what, isSingle(count), contingent)}`,
    ),
};

function listed(
  losses: readonly Losses[],
  before: string,
  saying: (loss: Losses, what: 'killed' | 'wounded', count: Count) => Parts,
): Parts {
  const parts = losses.flatMap((loss) => [
    ...(loss.killed === undefined ? [] : [saying(loss, 'killed', loss.killed)]),
    ...(loss.wounded === undefined ? [] : [saying(loss, 'wounded', loss.wounded)]),
  ]);
  return parts.length === 0 ? [] : [before, ...joined(parts)];
}

/** Vehicles that an attack damaged and destroyed or lost, as sentences say them. */
interface Vehicles {
  vehiclesDamaged?: Count;
  vehiclesLost?: Count;
}

/** ", 2 vehicles damaged, 1 vehicle lost" if there are any. */
export const vehiclesInWords = {
  en: (of: Vehicles): Parts =>
    vehicles(
      of,
      (number, isLost) => say`${{ number }} ${number === 1 ? 'vehicle' : 'vehicles'} ${isLost ? 'lost' : 'damaged'}`,
    ),
  fr: (of: Vehicles): Parts =>
    vehicles(of, (number, isLost) =>
      isSingle(number)
        ? say`${{ number }} véhicule ${isLost ? 'perdu' : 'endommagé'}`
        : say`${{ number }} véhicules ${isLost ? 'perdus' : 'endommagés'}`,
    ),
};

const vehicles = (
  { vehiclesDamaged, vehiclesLost }: Vehicles,
  saying: (number: Count, isLost: boolean) => Parts,
): Parts =>
  say`${where(vehiclesDamaged, (number) => say`, ${saying(number, false)}`)}${where(vehiclesLost, (number) => say`, ${saying(number, true)}`)}`;
