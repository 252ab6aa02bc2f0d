import { alertRules, parsePointer, pointerOf, type Language } from '#libs/domain';
import type { ToldAlert } from '#libs/alerts';
import type { Reason } from '../planning/reason.js';

/** What an alert is worked out from, besides what its sentence says. */
const inputNames = ['subject', 'since', 'holdDays', 'firingSince'] as const;

/** For how many days it must be so. */
const held: Readonly<Record<Language, (days: number) => string>> = {
  en: (days) => ` It fires after ${days} calendar days on which that is so.`,
  fr: (days) => ` Elle se déclenche après que cela a duré, en jours du calendrier : ${days}.`,
};

/** Why a figure of an alert is what it is; undefined if there is no such figure. `items/<id or place>/<field>`. */
export function reasonIn(items: readonly ToldAlert[], pointer: string, language: Language): Reason | undefined {
  const [head, which = '', name, ...below] = parsePointer(pointer) ?? [];
  const item = items.find(({ id }, place) => id === which || String(place) === which);
  if (head !== 'items' || !item || below.length > 0) return undefined;
  if (name !== undefined && !Object.hasOwn(item, name)) return undefined;
  const at = (field?: string): string => pointerOf(['items', item.id, ...(field === undefined ? [] : [field])]);
  return {
    pointer: at(name),
    value: name === undefined ? item : item[name as keyof ToldAlert],
    formula: `${alertRules[item.rule][language]}${item.holdDays === 0 ? '' : held[language](item.holdDays)}`,
    inputs: inputNames.map((field) => ({ name: field, view: 'alerts', pointer: at(field), value: item[field] })),
    entries: item.entries,
  };
}

/** The pointers that can be asked for. */
export const pointersIn = (items: readonly ToldAlert[]): string[] => items.map(({ id }) => pointerOf(['items', id]));
