import { isOwn, sumOf, plus, zero, type Bounds, type Incident, type MissionState, type Toll } from '#libs/domain';
import { count, derived, stated, textIn, type Asked, type Formula, type ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { tolls } from '../entry-types.js';

/** The mission's own losses in some incidents. */
export const ownLosses = (incidents: readonly (Incident | undefined)[], what: 'killed' | 'wounded'): Bounds =>
  incidents.reduce<Bounds>(
    (sum, incident) =>
      plus(
        sum,
        sumOf(
          (incident?.toll ?? []).filter(({ side }) => isOwn(side)),
          what,
        ),
      ),
    zero,
  );

/** Whose losses a line of a toll tells. */
export const peopleOfToll = ({ side, component, contingent }: Toll): string =>
  JSON.stringify([side, component, contingent]);

/** What of a toll is the loss of the same people as another. */
const sameAs = (one: Toll | undefined) => (other: Toll) =>
  one?.side === other.side && one.component === other.component && one.contingent === other.contingent;

const own: Formula = {
  text: "whether the side is the mission's own (peacekeeper, mission-civilian)",
  compute: (inputs) => isOwn(textIn(inputs, 'side') ?? ''),
};

/** The rules of an incident's toll below a pattern; `incidentOf` finds it in a state, `line` says which star is the line. */
export function tollRules(
  at: string,
  incidentOf: (asked: Asked) => (state: MissionState) => Incident | undefined,
  line: number,
  view: 'convoys' | 'incidents',
): ExplanationRule[] {
  const lineOf = (asked: Asked): Toll | undefined => incidentOf(asked)(asked.state)?.toll[Number(asked.parts[line])];
  const toldBy = (asked: Asked): (number | undefined)[] => {
    const incident = incidentOf(asked)(asked.state);
    return incident ? [...incident.revisedBy.toReversed(), incident.revision] : [];
  };
  const losses = (what: 'killed' | 'wounded'): ExplanationRule =>
    count(`${at}/toll/*/${what}`, (asked) => {
      const [find, isSame] = [incidentOf(asked), sameAs(lineOf(asked))];
      const before = find(asked.state)?.toll.slice(0, Number(asked.parts[line])) ?? [];
      // A source may give several lines of the same people: they are told apart by their order.
      const nth = before.filter(isSame).length;
      const told = lineOf(asked);
      const { revision = -1 } = find(asked.state) ?? {};
      return {
        of: (state) => find(state)?.toll.filter(isSame)[nth]?.[what],
        cell: cells.toll(revision, told ? peopleOfToll(told) : '', nth, what),
        on: tolls,
      };
    });
  const vehicles = (what: 'vehiclesDamaged' | 'vehiclesLost'): ExplanationRule =>
    count(`${at}/${what}`, (asked) => {
      const find = incidentOf(asked);
      const { revision = -1 } = find(asked.state) ?? {};
      return { of: (state) => find(state)?.[what], cell: cells.incident(revision, what), on: tolls };
    });
  return [
    losses('killed'),
    losses('wounded'),
    derived(`${at}/toll/*/own`, own, (asked) => {
      const path = at.slice(1).split('/');
      let star = 0;
      const here = path.map((segment) => (segment === '*' ? (asked.parts[star++] ?? '') : segment));
      return asked.input('side', view, [...here, 'toll', asked.parts[line] ?? '', 'side']);
    }),
    stated(`${at}/toll/*/**`, toldBy),
    vehicles('vehiclesDamaged'),
    vehicles('vehiclesLost'),
    stated(`${at}/revisedBy/*`, (asked) => [incidentOf(asked)(asked.state)?.revisedBy[Number(asked.parts[line])]]),
  ];
}
