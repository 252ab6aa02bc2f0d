import { MissionTrees } from '#libs/audit';
import { InMemoryStore, StoreFull, type AppendResult } from '#libs/event-store';
import { KeptCheckpoints } from '../../apps/server/src/audit/kept-checkpoints.js';
import { Signed } from '../../apps/server/src/audit/signed.js';
import { ClockWatch } from '../../apps/server/src/log/clock-watch.js';
import { testConfig } from '../support/settings.js';
import { makeSealer } from '../support/stand-in.js';

/** A disk without room. */
export class FullStore extends InMemoryStore {
  override append(): Promise<AppendResult> {
    return Promise.reject(new StoreFull('no space is left'));
  }
}

/** An entry as a store takes it. */
export const row = (body: string) => ({
  id: '00000000-0000-5000-8000-000000000000',
  type: 'NoteAdded',
  body,
  recordedAt: '2023-08-13T00:00:00.000Z',
});

/** What is to be proven of a log, signed as it was when another log was written. */
export async function signedAs(written: string, signed: string | undefined): Promise<Signed> {
  const [store, other] = [new InMemoryStore(), new InMemoryStore()];
  await store.append('mission-minusma', -1, [row(written)]);
  await other.append('mission-minusma', -1, [row(signed ?? written)]);
  const sealer = signed === undefined ? undefined : makeSealer();
  const checkpoints = new KeptCheckpoints(other, new MissionTrees({ store: other }), sealer, undefined);
  return new Signed(checkpoints, new MissionTrees({ store }));
}

/** The watch on a clock that leaps by so many milliseconds after the start. */
export function watchOf(leap: number): ClockWatch {
  let time = 0;
  const watch = new ClockWatch({ now: () => time }, { sinceStart: () => 0, start: undefined }, testConfig({}));
  time += leap;
  return watch;
}
