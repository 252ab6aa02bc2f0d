import { signal } from '@preact/signals';
import { ProblemError } from '#libs/client';
import { server } from '../api/server.js';

/** Who is signed in. */
interface Signed {
  subject: string;
  /** What they may do, by mission; with every one under `*`. */
  permissions: Readonly<Record<string, readonly string[]>>;
  /** Whether it is a session that can be ended; else people are not told apart here. */
  isSession: boolean;
}

/** A browser that is signed in, as it is listed. */
export interface Session {
  id: string;
  subject: string;
  begunAt: string;
  usedAt: string;
  isThis: boolean;
}

const retryMs = 2000;

/** Pages of this browser besides this one. */
const otherTabs = new BroadcastChannel('drawdown');
const tellOthers = otherTabs.postMessage.bind(otherTabs);

/** Who is signed in, as soon as the server has said so. It stays the same person as long as the page does. */
export const signed = signal<Signed | undefined>(undefined);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Who is signed in now; undefined if nobody is. Throws if the server does not say. */
async function ask(): Promise<Signed | undefined> {
  try {
    return await server.json<Signed>('/v1/session');
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return undefined;
    throw error;
  }
}

/** Where one signs in, to come back here. */
export const signInHref = (): string => `/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`;

let asking: Promise<string> | undefined;

/** Whose page this is; waits until the server has said so. */
export function subject(): Promise<string> {
  asking ??= (async () => {
    for (;;) {
      const found = await ask().catch(() => 'nobody says' as const);
      if (found === undefined) location.replace(signInHref());
      else if (found !== 'nobody says') {
        signed.value = found;
        return found.subject;
      }
      await pause(retryMs);
    }
  })();
  return asking;
}

/** Asks again what whoever is here may do: a line that was cut may have been cut because of that. */
export async function renewPermissions(): Promise<void> {
  const now = await ask().catch(() => undefined);
  if (now && now.subject === signed.value?.subject) signed.value = now;
}

/** Whether whoever this page belongs to is known to be signed in still: another tab may have signed in somebody else. */
export async function isStillHere(): Promise<boolean> {
  const now = await ask().catch(() => undefined);
  return now?.subject === (await subject());
}

/** A page that another has taken over begins anew. */
export function watchSession(): void {
  void subject();
  otherTabs.addEventListener('message', () => location.reload());
}

/** The sessions that go on: one's own, or everybody's. */
export const sessions = async (): Promise<readonly Session[]> =>
  (await server.json<{ items: Session[] }>('/v1/sessions')).items;

/** Ends a session. */
export const endSession = async (id: string): Promise<void> =>
  void (await server.send(`/v1/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', isRepeatable: true }));

/** Signs out, and leaves nothing behind in this browser. */
export async function signOut(clear: () => Promise<void>): Promise<void> {
  const { text } = await server.send('/v1/sign-out', { method: 'POST', isRepeatable: true });
  // Who signed in by an identity provider signs out there too: else the next one here would be signed in as they.
  const { at = '/sign-in' } = (text === '' ? {} : JSON.parse(text)) as { at?: string };
  await clear();
  for (const name of Object.keys(localStorage)) if (name.startsWith('drawdown.')) localStorage.removeItem(name);
  tellOthers('signed out');
  location.replace(at);
}
