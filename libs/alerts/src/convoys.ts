import {
  dayIn,
  dayOfFact,
  isUnderWay,
  nextDay,
  planned,
  shiftDay,
  startOf,
  zoneOf,
  type Convoy,
  type Fact,
  type MissionState,
} from '#libs/domain';
import { isOn } from '#libs/planning';
import { baseOf } from './base-of.js';
import { inOrder, type Condition } from './condition.js';

/** Convoys of which nobody hears, or that are not where they should be. */
export const ofConvoys = (state: MissionState, at: number): Condition[] =>
  [...state.convoys.values()].flatMap((convoy) => [...silent(state, convoy), ...overdue(state, convoy, at)]);

/** The signs of life of a convoy on its present leg. */
function signsOf(state: MissionState, convoy: Convoy): Fact[] {
  const began = convoy.departed?.at ?? 0;
  const halts = convoy.halts.flatMap((halt) => (halt.resumed ? [halt, halt.resumed] : [halt]));
  const attacks = convoy.attacks.flatMap((revision) => state.incidents.get(revision) ?? []);
  const told = [...halts, ...convoy.positions, ...attacks, ...convoy.beside].filter((one) => one.at >= began);
  return [...(convoy.departed ? [convoy.departed] : []), ...told];
}

function silent(state: MissionState, convoy: Convoy): Condition[] {
  if (!isUnderWay(convoy)) return [];
  const signs = signsOf(state, convoy).map(({ revision, ...fact }) => ({
    revision,
    day: dayOfFact(state, { revision, ...fact }),
  }));
  const last = signs.toSorted((one, other) => (one.day < other.day ? -1 : 1)).at(-1);
  if (!last) return [];
  const { day: heard, revision } = last;
  return [
    {
      rule: 'convoy-silent',
      subject: convoy.id,
      since: startOf(heard, zoneOf(state)),
      ...baseOf(state, convoy.id),
      entries: inOrder([convoy.departed?.revision ?? convoy.began, revision]),
      figures: { kind: 'silent', convoy: convoy.id, heard },
    },
  ];
}

function overdue(state: MissionState, convoy: Convoy, at: number): Condition[] {
  const route = planned(state, 'route').find((one) => isOn(convoy, one));
  const isDeparted = isUnderWay(convoy);
  const due =
    convoy.state === 'planned'
      ? convoy.departsOn
      : isDeparted && convoy.departed && route
        ? shiftDay(dayOfFact(state, convoy.departed), Math.ceil(route.travelDays.high))
        : undefined;
  if (due === undefined || dayIn(state, at) <= due) return [];
  const behind = isDeparted ? [convoy.departed?.revision ?? convoy.began, route?.revision ?? convoy.began] : [];
  return [
    {
      rule: 'convoy-overdue',
      subject: convoy.id,
      since: startOf(nextDay(due), zoneOf(state)),
      ...baseOf(state, convoy.id),
      entries: inOrder([convoy.began, ...behind]),
      figures: { kind: 'overdue', convoy: convoy.id, due, isDeparted },
    },
  ];
}
