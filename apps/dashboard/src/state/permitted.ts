import { computed } from '@preact/signals';
import { permissionOf } from '../api/documents.js';
import { mission, type Page } from '../place.js';
import { signed } from './session.js';

const ofPage: Readonly<Partial<Record<Page, readonly string[]>>> = {
  convoys: ['read-movement'],
  history: ['read-own'],
  proposals: ['read-history'],
  act: ['report', 'dispute', 'order', 'administer'],
};

/** Where no mission is shown, whatever somebody may do with any. */
const permissions = computed(() => {
  const all = signed.value?.permissions ?? {};
  return new Set(mission.value === undefined ? Object.values(all).flat() : (all[mission.value] ?? all['*']));
});

/** Whether whoever is here may do one of these with the mission that is shown. Nobody may anything until the server has said who that is. */
export const may = (...any: readonly string[]): boolean => any.some((one) => permissions.value.has(one));

/** Whether they may do it with any mission at all. */
export const mayAnywhere = (one: string): boolean =>
  Object.values(signed.value?.permissions ?? {}).some((held) => held.includes(one));

/** Whether they may read a view of the mission that is shown. */
export const mayRead = (view: string): boolean => may(permissionOf(view));

/** Whether a page has anything for them. */
export const mayOpen = (page: Page): boolean => may(...(ofPage[page] ?? ['read-remains']));
