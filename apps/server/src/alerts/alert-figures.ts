import { alertRules, parsePointer, pointerOf } from '#libs/domain';
import type { ToldAlert } from '#libs/alerts';

/** Why an alert fires: its rule, the figures that go into it, and the entries behind it. */
export interface AlertReason {
  pointer: string;
  value: unknown;
  formula: string;
  inputs: { name: string; view: 'alerts'; pointer: string; value: unknown }[];
  entries: number[];
}

/** What an alert is worked out from, besides what its sentence says. */
const inputNames = ['subject', 'since', 'holdDays', 'firingSince'] as const;

/** Why a figure of an alert is what it is; undefined if there is no such figure. `items/<id or place>/<field>`. */
export function reasonIn(items: readonly ToldAlert[], pointer: string): AlertReason | undefined {
  const [head, which = '', name, ...below] = parsePointer(pointer) ?? [];
  const item = items.find(({ id }, place) => id === which || String(place) === which);
  if (head !== 'items' || !item || below.length > 0) return undefined;
  if (name !== undefined && !Object.hasOwn(item, name)) return undefined;
  const at = (field?: string): string => pointerOf(['items', item.id, ...(field === undefined ? [] : [field])]);
  const held = item.holdDays === 0 ? '' : ` It fires after ${item.holdDays} calendar days on which that is so.`;
  return {
    pointer: at(name),
    value: name === undefined ? item : item[name as keyof ToldAlert],
    formula: `${alertRules[item.rule]}${held}`,
    inputs: inputNames.map((field) => ({ name: field, view: 'alerts', pointer: at(field), value: item[field] })),
    entries: item.entries,
  };
}

/** The pointers that can be asked for. */
export const pointersIn = (items: readonly ToldAlert[]): string[] => items.map(({ id }) => pointerOf(['items', id]));
