import { isDay, isInstant, isMonth } from '#libs/domain';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';

/** The three time axes, by the parameter of each. */
export const axes = ['validAt', 'knownAt', 'recordedAt'] as const;
export type Axis = (typeof axes)[number];

/** Whether a text names a revision. */
export const isRevision = (text: string): boolean => /^\d{1,15}$/.test(text);

const isTime = (text: string): boolean => isInstant(text) || isDay(text) || isMonth(text);

/** Checks that a text is a time, or if that is allowed a revision. Throws a Problem. */
export function checkTime(parameter: string, text: string, mayBeRevision: boolean): void {
  if (isTime(text) || (mayBeRevision && isRevision(text))) return;
  throw badParameter(parameter, details.noTime(parameter, text.slice(0, 40), mayBeRevision));
}

/** Refuses a fixed time on the axis that is gone along. Throws a Problem. */
export function refuseAlong(along: readonly Axis[], found: Partial<Record<Axis, string>>): void {
  const parameter = along.find((name) => found[name] !== undefined);
  if (parameter === undefined) return;
  throw badParameter(parameter, details.standsStill(parameter));
}
