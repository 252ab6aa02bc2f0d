import { legsOf, nodeOf, ownSides, referencesOf, type About, type Incoming, type MissionState } from '#libs/domain';

/** Whose people: of losses the side says it where no component does. */
interface Whose {
  component?: string;
  contingent?: string;
  side?: string;
}

/** What data of any type may say of people and of where they are. */
interface Said extends Whose {
  lines?: readonly Whose[];
  garrison?: readonly Whose[];
  casualties?: readonly Whose[];
  from?: string;
  to?: string;
  at?: string;
}

/** What commands speak of, and what may turn with it; undefined if one of them may change more than that. */
export function subjectsOf(incoming: readonly Incoming[], state: MissionState): About | undefined {
  // The commands of a table come row by row: what they speak of is not known before.
  if (incoming.length === 0) return undefined;
  const [bases, convoys, medical, people] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const note = (into: Set<string>, ids: readonly (string | undefined)[]): void => {
    for (const id of ids) if (id !== undefined) into.add(id);
  };
  for (const { type, data } of incoming) {
    const {
      bases: ofBases = [],
      convoys: ofConvoys = [],
      places = [],
      entry,
      permit,
      opens,
    } = referencesOf(type, data);
    if (entry !== undefined || permit !== undefined || opens?.kind === 'permit') return undefined;
    const opened = (kind: string): string | undefined => (opens?.kind === kind ? opens.id : undefined);
    const [itsBases, itsConvoys] = [
      [...ofBases, ...places, opened('base')],
      [...ofConvoys, ...places, opened('convoy')],
    ];
    if ([...itsBases, ...itsConvoys].every((id) => id === undefined)) return undefined;
    note(bases, itsBases);
    note(convoys, itsConvoys);
    const said: object = data;
    note(medical, medicalPlacesIn(said));
    note(people, nodesIn(said));
  }
  for (const id of convoys) {
    const convoy = state.convoys.get(id);
    for (const { from, to, arrived, beside, ...leg } of convoy ? legsOf(convoy) : []) {
      // A late entry may make of what was told beside a leg the way of another one.
      note(bases, [from, to, arrived?.place, ...beside.flatMap(({ told }) => endsIn(told))]);
      note(people, [...(leg.people ?? []), ...(leg.plannedLines ?? [])].map(nodeOfLine));
    }
  }
  // A base is also the hub of others: their plans depend on its own.
  for (const base of state.bases.values()) if (base.hub !== undefined && bases.has(base.hub)) bases.add(base.id);
  return { bases, convoys, medical, people };
}

const endsIn = ({ from, to, at }: Said): (string | undefined)[] => [from, to, at];

/** The medical places that a command may name: from where people come, and where they are brought. */
const medicalPlacesIn = ({ from, to }: Said): (string | undefined)[] => [from?.replace(/^medical\//, ''), to];

/** The people that a command names, in whichever field. */
function nodesIn({ lines = [], garrison = [], casualties = [], component, contingent }: Said): string[] {
  const own = component === undefined ? [] : [{ component, contingent }];
  return [...lines, ...garrison, ...casualties, ...own].map(nodeOfLine);
}

const nodeOfLine = ({ component, contingent, side }: Whose): string =>
  nodeOf(component ?? ownSides[side ?? ''] ?? 'uniformed', contingent);
