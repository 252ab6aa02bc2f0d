import { isObject } from '#libs/strict-json';
import { opaque, opened } from '../http/opaque.js';
import type { Expected } from '../oidc/sign-ins.js';

/** A sign-in by an identity provider that has begun: it stands in a cookie of the browser, and nowhere else. */
interface BegunSignIn extends Expected {
  /** Where to go afterwards, on this server. */
  to: string;
  /** When it began, in milliseconds since 1970. */
  at: number;
}

/** How long somebody may take at the provider. */
const takesMsMax = 10 * 60_000;

/** It, as a cookie holds it. */
export const written = (begun: BegunSignIn): string => opaque(begun);

/** It, from a cookie; undefined if there is none, it is late, or nobody here wrote it. */
export function begunIn(text: string | undefined, now: number): BegunSignIn | undefined {
  const read = opened(text ?? '');
  if (!isObject(read)) return undefined;
  const { state, nonce, verifier, to, at } = read;
  const isWhole = [state, nonce, verifier, to].every((one) => typeof one === 'string' && one !== '');
  const isInTime = typeof at === 'number' && at <= now && now < at + takesMsMax;
  return isWhole && isInTime ? ({ state, nonce, verifier, to: placeHere(to), at } as BegunSignIn) : undefined;
}

/** A page of this server: what would lead elsewhere leads to the first one. */
export const placeHere = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,1000}$/.test(to) ? to : '/';
