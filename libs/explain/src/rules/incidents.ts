import { changing, lastChangeOf, type Incident, type MissionState } from '#libs/domain';
import { count, stated, type Asked, type ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { tolls } from '../entry-types.js';
import { ownLosses, tollRules } from './losses.js';

const incidentOf = ({ state, parts }: Asked) => {
  const name = parts[0] ?? '';
  const isMeant = ({ id, revision }: Incident): boolean => (id ?? `attack/${revision}`) === name;
  const revision = [...state.incidents.values()].find(isMeant)?.revision ?? -1;
  return (at: MissionState): Incident | undefined => at.incidents.get(revision);
};

const losses = (what: 'killed' | 'wounded'): ExplanationRule =>
  count(`/items/*/own/${what}`, (asked) => {
    const find = incidentOf(asked);
    return {
      of: (state) => ownLosses([find(state)], what),
      cell: cells.incident(find(asked.state)?.revision ?? -1, what),
      on: tolls,
    };
  });

/** The disputes of an incident, in the order in which the view shows them. */
function disputed(asked: Asked): (number | undefined)[] {
  const incident = incidentOf(asked)(asked.state);
  if (!incident) return [];
  const all = [incident.revision, ...incident.revisedBy].flatMap((entry) => asked.state.disputes.get(entry) ?? []);
  return [all[Number(asked.parts[1])]?.revision];
}

/** How each figure of the view `incidents` comes about. */
export const incidents: ExplanationRule[] = [
  losses('killed'),
  losses('wounded'),
  ...tollRules('/items/*', incidentOf, 1, 'incidents'),
  stated('/items/*/disputes/*/**', disputed),
  ...['id', 'revision', 'occurredAt', 'at', 'kind', 'what', 'place', 'base', 'convoy', 'claimedBy', 'summary'].map(
    (name) => stated(`/items/*/${name}`, (asked) => [incidentOf(asked)(asked.state)?.revision]),
  ),
  stated('/items/*/lastChangedBy', (asked) => {
    const incident = incidentOf(asked)(asked.state);
    return [incident && lastChangeOf(asked.state, changing.incident(incident.revision))];
  }),
];
