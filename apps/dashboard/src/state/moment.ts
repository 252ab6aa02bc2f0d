import { batch, computed, effect, signal } from '@preact/signals';
import { ProblemError, type AsOf } from '#libs/client';
import { missionOf } from '../api/server.js';
import { listed, viewNames, type Documents, type Shown } from '../api/documents.js';
import { isLive, knownAt, language, mission, validAt } from '../place.js';
import { documents, follow } from './live.js';
import { mayAnywhere, mayRead } from './permitted.js';

interface Past {
  mission: string;
  documents: Documents;
}

const past = signal<Past | undefined>(undefined);
/** Whether another moment has been asked for and is not there yet: what is shown stays until it is. */
export const isMoving = signal(false);
/** Why the moment cannot be shown: what the server says, or that it cannot be reached and is asked again. */
export const failure = signal<ProblemError | 'unreachable' | undefined>(undefined);

/** How long is waited before a server that cannot be reached is asked again, in milliseconds. */
const retryMs = 3000;

/** What is shown: the newest state, or the mission at another moment. */
export const shown = computed<Documents>(() => {
  if (isLive.value) return documents.value;
  return past.value?.mission === mission.value ? (past.value?.documents ?? {}) : {};
});

/** Whether more of what is shown is to come: another moment, or views that the server has not brought yet. */
export const isComing = computed(
  () =>
    isMoving.value || (mission.value !== undefined && isLive.value && viewNames.some((view) => !documents.value[view])),
);

/** Whether movements are shown to whoever is signed in: lists of theirs are empty if they are not. */
export const seesMovements = computed(() => shown.value.summary?.discrepancies !== undefined);

const keptMax = 40;
const kept = new Map<string, Documents>();

/** A view; nothing of one of which nothing remains for whoever asks. The summary says why a mission is not shown. */
const viewOrNothing = async (id: string, view: Shown, asOf: AsOf, aborted: AbortSignal): Promise<object> =>
  view === 'summary' || mayRead(view) ? await missionOf(id).view(view, asOf, aborted) : {};

async function load(id: string, asOf: AsOf, aborted: AbortSignal): Promise<Documents> {
  const key = JSON.stringify([id, asOf, language.value]);
  const known = kept.get(key);
  if (known) return known;
  const loaded = listed(
    Object.fromEntries(
      await Promise.all(viewNames.map(async (view) => [view, await viewOrNothing(id, view, asOf, aborted)] as const)),
    ),
  );
  // The past may still gain entries, so it is kept only for playing back and forth.
  kept.set(key, loaded);
  for (const oldest of kept.keys()) if (kept.size > keptMax) kept.delete(oldest);
  return loaded;
}

/** Brings a moment before it is asked for, so that playing does not wait. */
export function bringAhead(id: string, asOf: AsOf): void {
  load(id, asOf, new AbortController().signal).catch(() => undefined);
}

/** Loads what the URL asks for, whenever that changes. */
export function watchMoment(): void {
  effect(() => follow(mayAnywhere('read-remains') ? mission.value : undefined, language.value));
  effect(() => {
    const id = mission.value;
    const asOf = { validAt: validAt.value, knownAt: knownAt.value };
    failure.value = undefined;
    if (id === undefined || isLive.value || !mayAnywhere('read-remains')) {
      isMoving.value = false;
      return undefined;
    }
    const asking = new AbortController();
    isMoving.value = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      load(id, asOf, asking.signal).then(
        (loaded) => {
          if (asking.signal.aborted) return;
          batch(() => {
            past.value = { mission: id, documents: loaded };
            isMoving.value = false;
            failure.value = undefined;
          });
        },
        (error: unknown) => {
          if (asking.signal.aborted) return;
          const problem = error instanceof ProblemError ? error : undefined;
          const isFinal = problem !== undefined && problem.status < 500;
          batch(() => {
            isMoving.value = !isFinal;
            failure.value = problem ?? 'unreachable';
            // Another moment than the one asked for would be taken for it.
            if (isFinal) past.value = undefined;
          });
          if (!isFinal) timer = setTimeout(ask, retryMs);
        },
      );
    };
    ask();
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  });
  // What is kept of the past is not true any more once somebody records a late report.
  effect(() => {
    if (documents.value.summary?.revision !== undefined) kept.clear();
  });
}
