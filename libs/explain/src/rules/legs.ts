import { legsOf, boundsOfLines, type Leg, type MissionState } from '#libs/domain';
import { changed, count, stated, type Asked, type ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { settingOut, tolls, ways } from '../entry-types.js';

/** Finds the leg that is asked about in a state. */
const legIn =
  ({ parts }: Asked) =>
  (state: MissionState): Leg | undefined => {
    const convoy = state.convoys.get(parts[0] ?? '');
    return convoy && legsOf(convoy)[Number(parts[1])];
  };

const cellOf = ({ parts: [convoy = '', leg = ''] }: Asked, field: string): string => cells.leg(convoy, leg, field);

const legOf = (asked: Asked): Leg | undefined => legIn(asked)(asked.state);

/** Something that entries say of a leg, the last of them in force. */
const ofLeg = (field: keyof Leg, below = ''): ExplanationRule =>
  changed(`/items/*/legs/*/${field}${below}`, (asked) => ({
    of: (state) => legIn(asked)(state)?.[field],
    cell: cellOf(asked, field),
    on: ways,
    convoy: asked.parts[0],
  }));

/** Something that one report of a leg says. */
const byReport = (field: string, of: (leg: Leg, place: number) => { revision: number } | undefined): ExplanationRule =>
  stated(`/items/*/legs/*/${field}/**`, (asked) => {
    const leg = legOf(asked);
    return [leg && of(leg, Number(asked.parts[2]))?.revision];
  });

/** How each figure of a convoy's legs comes about. */
export const legRules: ExplanationRule[] = [
  ofLeg('state'),
  ofLeg('mode'),
  ofLeg('from'),
  ofLeg('to'),
  ofLeg('toPlace'),
  ofLeg('departsOn'),
  ofLeg('plannedLines', '/**'),
  ofLeg('vehicles', '/**'),
  stated('/items/*/legs/*/people/reported', (asked) => [legOf(asked)?.began]),
  count('/items/*/legs/*/people', (asked) => ({
    of(state) {
      const people = legIn(asked)(state)?.people;
      return people && boundsOfLines(people);
    },
    cell: cellOf(asked, 'people'),
    on: settingOut,
  })),
  byReport('departed', ({ departed }) => departed),
  byReport('arrived', ({ arrived }) => arrived),
  byReport('turnedBack', ({ turnedBack }) => turnedBack),
  byReport('arrivals/*', ({ arrivals }, place) => arrivals[place]),
  byReport('beside/*', ({ beside }, place) => beside[place]),
  count('/items/*/legs/*/attacked', (asked) => ({
    of: (state) => legIn(asked)(state)?.attacked,
    cell: cellOf(asked, 'attacked'),
    on: tolls,
  })),
];
