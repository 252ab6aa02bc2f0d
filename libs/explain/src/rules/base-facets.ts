import { type Base, type MissionState, leftBy, wholeHandover, type BaseStatus } from '#libs/domain';
import type { Asked, Formula, Input } from '../approach.js';
import { timeOf } from './dates.js';

/** The base that a rule's first star names. */
export const baseOf = ({ state, parts }: Asked): Base | undefined => state.bases.get(parts[0] ?? '');

/** The one word for a base, by which of its facets are there. */
export const statusFormula: Formula = {
  text: 'the furthest of: lost while held, handed over as a whole, vacated, withdrawing, scheduled (a planned date); else held',
  compute: (inputs) => statusIn(inputs),
};

/** Whether the mission still has a base, by its status. */
export const remainingFormula: Formula = {
  text: 'whether the status is held, scheduled or withdrawing',
  compute: (inputs) => isRemainingStatus(inputs.find(({ name }) => name === 'status')?.value),
};

/** Whether a status is one of those of a base that the mission still has. */
export const isRemainingStatus = (status: unknown): boolean =>
  status === 'held' || status === 'scheduled' || status === 'withdrawing';

const facets: readonly [string, BaseStatus][] = [
  ['handed over', 'handed-over'],
  ['vacated', 'vacated'],
  ['withdrawing', 'withdrawing'],
  ['planned', 'scheduled'],
];

function statusIn(inputs: readonly Input[]): BaseStatus {
  const named = (name: string): Input | undefined => inputs.find((one) => one.name === name);
  if (named('lost while held')?.value === true) return 'lost';
  return facets.find(([name]) => named(name) !== undefined)?.[1] ?? 'held';
}

/** The facets of a base that its status is read from. */
export function facetsOf(asked: Asked, base: Base): Input[] {
  const at = ['items', base.id];
  const whole = wholeHandover(base);
  return [
    ...asked.input('lost while held', 'bases', [...at, 'lost', 'whileHeld']),
    ...(whole
      ? asked.input('handed over', 'bases', [...at, 'handedOver', base.handovers.indexOf(whole), 'occurredAt'])
      : []),
    ...asked.input('vacated', 'bases', [...at, 'vacated', 'occurredAt']),
    ...asked.input('withdrawing', 'bases', [...at, 'withdrawing', 'occurredAt']),
    ...asked.input('planned', 'bases', [...at, 'planned']),
  ];
}

/** When a base was left, by its own words; none while the mission has it. */
export function leftOf(asked: Asked, base: Base): Input[] {
  const left = leftBy(base);
  if (!left) return [];
  const at = ['items', base.id];
  if (left === base.vacated) return asked.input('left', 'bases', [...at, 'vacated', timeOf(left)], base.id);
  if (left === base.lost) return asked.input('left', 'bases', [...at, 'lost', timeOf(left)], base.id);
  const place = base.handovers.findIndex((one) => one === left);
  return asked.input('left', 'bases', [...at, 'handedOver', place, timeOf(left)], base.id);
}

/** All bases. */
export const basesIn = (state: MissionState): Base[] => [...state.bases.values()];
