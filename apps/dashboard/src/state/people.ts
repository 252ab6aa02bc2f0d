import { signal } from '@preact/signals';
import { server } from '../api/server.js';
import { mayAnywhere } from './permitted.js';
import { signed } from './session.js';

/** Names of subjects, as far as they were asked for: undefined of those of whom nobody said one. Kept as long as the page, and nowhere else. */
const names = signal<ReadonlyMap<string, string | undefined>>(new Map());
const asked = new Set<string>();

/** The name of a subject beside the log, or `[erased]`; undefined if there is none, or it is not for whoever asks. */
export function nameOf(subject: string): string | undefined {
  if (
    !asked.has(subject) &&
    (mayAnywhere('read-history') || mayAnywhere('administer') || signed.value?.subject === subject)
  ) {
    asked.add(subject);
    server.json<{ name?: string }>(`/v1/people/${encodeURIComponent(subject)}`).then(
      ({ name }) => (names.value = new Map(names.value).set(subject, name)),
      () => undefined,
    );
  }
  return names.value.get(subject);
}
