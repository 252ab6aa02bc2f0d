import { changing, lastChangeOf, type Convoy, type MissionState } from '#libs/domain';
import { changed, count, stated, known, type Asked, type ExplanationRule, type Trace } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { tolls, ways } from '../entry-types.js';
import { ownLosses, tollRules } from './losses.js';
import { legRules } from './legs.js';
import { pendingAt } from './pending.js';
import { peopleRules } from './people.js';

const convoyOf = ({ state, parts }: Asked): Convoy | undefined => state.convoys.get(parts[0] ?? '');

const attackOf = (asked: Asked) => {
  const revision = convoyOf(asked)?.attacks[Number(asked.parts[1])] ?? -1;
  return (state: MissionState) => state.incidents.get(revision);
};

/** Something that entries say of a convoy, the last of them in force. */
const ofWay = (pattern: string, field: keyof Convoy): ExplanationRule =>
  changed(pattern, ({ parts }) => ({
    of: (state) => state.convoys.get(parts[0] ?? '')?.[field],
    cell: cells.convoy(parts[0] ?? '', field),
    on: ways,
    convoy: parts[0],
  }));

/** The people brought from a convoy to medical places, by entry. */
const evacuated = (asked: Asked): { revision: number; figure: number }[] =>
  (convoyOf(asked)?.evacuations ?? []).map(({ revision, count: figure }) => ({ revision, figure }));

const losses = (what: 'killed' | 'wounded'): ExplanationRule =>
  count(`/items/*/casualties/${what}`, ({ parts }) => ({
    of: (state) =>
      ownLosses(
        (state.convoys.get(parts[0] ?? '')?.attacks ?? []).map((revision) => state.incidents.get(revision)),
        what,
      ),
    cell: cells.convoy(parts[0] ?? '', what),
    on: tolls,
  }));

/** How often a convoy was attacked. */
const attacksOn = ({ parts }: Asked): Trace<number | undefined> => ({
  of: (state) => state.convoys.get(parts[0] ?? '')?.attacks.length,
  cell: cells.convoy(parts[0] ?? '', 'attacked'),
  on: tolls,
});

/** How each figure of the view `convoys` comes about. */
export const convoys: ExplanationRule[] = [
  ofWay('/items/*/id', 'id'),
  ofWay('/items/*/state', 'state'),
  ofWay('/items/*/mode', 'mode'),
  ofWay('/items/*/from', 'from'),
  ofWay('/items/*/to', 'to'),
  ofWay('/items/*/toPlace', 'toPlace'),
  ofWay('/items/*/departsOn', 'departsOn'),
  ofWay('/items/*/plannedLines/**', 'plannedLines'),
  ofWay('/items/*/vehicles/**', 'vehicles'),
  ...peopleRules(({ parts }) => `convoy/${parts[0]}`),
  stated('/items/*/departed/**', (asked) => [convoyOf(asked)?.departed?.revision]),
  stated('/items/*/arrived/**', (asked) => [convoyOf(asked)?.arrived?.revision]),
  stated('/items/*/halts/*/resumed/**', (asked) => [convoyOf(asked)?.halts[Number(asked.parts[1])]?.resumed?.revision]),
  stated('/items/*/halts/*/**', (asked) => [convoyOf(asked)?.halts[Number(asked.parts[1])]?.revision]),
  stated('/items/*/positions/*/**', (asked) => [convoyOf(asked)?.positions[Number(asked.parts[1])]?.revision]),
  count('/items/*/attacked', attacksOn),
  ...tollRules('/items/*/attacks/*', attackOf, 2, 'convoys'),
  stated('/items/*/attacks/*/**', (asked) => [attackOf(asked)(asked.state)?.revision]),
  losses('killed'),
  losses('wounded'),
  known('/items/*/evacuated', evacuated),
  ...legRules,
  pendingAt,
  stated('/items/*/lastChangedBy', (asked) => [lastChangeOf(asked.state, changing.place(asked.parts[0] ?? ''))]),
];
