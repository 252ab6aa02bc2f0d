import { computed, effect, signal } from '@preact/signals';
import { missionOf } from '../api/server.js';
import { mission } from '../place.js';
import { now } from './clock.js';
import { documents } from './live.js';
import { may } from './permitted.js';

const dayMs = 86_400_000;

/** The zone of the mission that is followed. */
export const liveZone = computed(() => documents.value.summary?.deadline.timeZone ?? 'UTC');

/** The calendar day of an instant in a zone, as `2023-08-13`. */
const dayOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at);

/** The present calendar day in the mission's zone. */
export const today = computed(() => dayOf(now.value, liveZone.value));

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

/** So many days later. */
export const shiftDay = (date: string, by: number): string =>
  new Date(Date.parse(date) + by * dayMs).toISOString().slice(0, 10);

/** The last day of what a time leaves open: a day, a month, or the day of an instant. */
function lastDayOf(text: string, timeZone: string): string {
  if (text.length > 10) return dayOf(Date.parse(text), timeZone);
  if (text.length === 10) return text;
  const [year = 0, month = 0] = text.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Where a day lies beside the present one: whatever is to come is not the past. */
export function sideOf(at: string): 'past' | 'today' | 'ahead' {
  if (Number.isNaN(Date.parse(at))) return 'past';
  const date = lastDayOf(at, liveZone.value);
  return date < today.value ? 'past' : date === today.value ? 'today' : 'ahead';
}

/** The first days of a log: that on which its opening was known, and that on which it stands. */
export interface FirstDays {
  known: string;
  happened: string;
}

/** Undefined until the opening has been read, and for whoever may not read it. */
export const firstDays = signal<FirstDays | undefined>(undefined);

/** Reads the opening of the mission that is followed, once the server tells of it. */
export function watchFirstDays(): void {
  const followed = computed(() => (documents.value.summary && may('read-history') ? mission.value : undefined));
  effect(() => {
    const id = followed.value;
    firstDays.value = undefined;
    if (id === undefined) return;
    missionOf(id)
      .entry(0)
      .then(
        ({ reportedAt, recordedAt, placedAt }) => {
          if (followed.peek() !== id) return;
          const timeZone = liveZone.peek();
          firstDays.value = {
            known: lastDayOf(reportedAt ?? recordedAt, timeZone),
            happened: lastDayOf(placedAt, timeZone),
          };
        },
        () => undefined,
      );
  });
}
