import {
  ServerInterceptingCall,
  status,
  type ServerInterceptor,
  type ServerInterceptingCallInterface,
} from '@grpc/grpc-js';
import { failure } from './errors.js';

/** What a call does with the log. */
export type Wanted = 'read' | 'append';

/** Whether somebody may; `isStillIn` is asked as long as their call is open. */
export type Admitted = 'unknown' | 'forbidden' | { isStillIn(): boolean };

/** Who may make a call, by the Authorization that it brings. */
export type Admit = (authorization: string | undefined, wanted: Wanted) => Promise<Admitted>;

/** How often open calls are looked at. */
const lookEveryMs = 500;

const appending = /\.Streams\/(Append|BatchAppend|Delete|Tombstone)$/;
const ofLog = /\.(Streams|PersistentSubscriptions)\//;

const unknown = failure(
  status.UNAUTHENTICATED,
  'Nobody is signed in: bring a token, as a bearer or as the password of any user name.',
  'access-denied',
);
const forbidden = failure(
  status.PERMISSION_DENIED,
  'The role of this token does not allow this call.',
  'access-denied',
);

/** Lets calls on the log in by who makes them, and ends those of whoever is no longer let in. `close` ends the looking. */
export function admitting(admit: Admit): { interceptor: ServerInterceptor; close: () => void } {
  const open = new Map<ServerInterceptingCallInterface, () => boolean>();
  const looking = setInterval(() => {
    for (const [call, isStillIn] of open)
      if (!isStillIn()) {
        open.delete(call);
        call.sendStatus(unknown);
      }
  }, lookEveryMs).unref();
  const interceptor: ServerInterceptor = ({ path }, call) => {
    if (!ofLog.test(path)) return new ServerInterceptingCall(call);
    let isOver = false;
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          async onReceiveMetadata(metadata, receive) {
            const [authorization, ...others] = metadata.get('authorization').map(String);
            const admitted = others.length > 0 ? 'unknown' : await admit(authorization, wantedBy(path));
            if (isOver) return;
            if (admitted === 'unknown') return call.sendStatus(unknown);
            if (admitted === 'forbidden') return call.sendStatus(forbidden);
            open.set(call, () => admitted.isStillIn());
            receive(metadata);
          },
          onCancel() {
            isOver = true;
            open.delete(call);
          },
        }),
      sendStatus(ended, next) {
        isOver = true;
        open.delete(call);
        next(ended);
      },
    });
  };
  return { interceptor, close: () => clearInterval(looking) };
}

const wantedBy = (path: string): Wanted => (appending.test(path) ? 'append' : 'read');
