import {
  ServerInterceptingCall,
  status,
  type ServerInterceptor,
  type ServerInterceptingCallInterface,
} from '@grpc/grpc-js';
import { askedBy, type Asked } from './asked.js';
import { failure } from './errors.js';

/** What a call does with the log. */
export type Wanted = 'read' | 'append';

/** Somebody who may. */
export interface LetIn {
  /** Asked as long as their call is open. */
  isStillIn(): boolean;
  /** Told what they read, before they get any of it; where it rejects, they get nothing. */
  noted?(asked: Asked): Promise<void>;
}

/** Whether somebody may. */
export type Admitted = 'unknown' | 'forbidden' | LetIn;

/** Who may make a call to a method (`/event_store.client.streams.Streams/Read`), by the Authorization that it brings. */
export type Admit = (authorization: string | undefined, wanted: Wanted, method: string) => Promise<Admitted>;

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
const notNoted = failure(
  status.UNAVAILABLE,
  'It cannot be kept who reads what, so that nothing is given out. Try later.',
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
    let letIn: LetIn | undefined;
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          async onReceiveMetadata(metadata, receive) {
            const [authorization, ...others] = metadata.get('authorization').map(String);
            const admitted = others.length > 0 ? 'unknown' : await admit(authorization, wantedBy(path), path);
            if (isOver) return;
            if (admitted === 'unknown') return call.sendStatus(unknown);
            if (admitted === 'forbidden') return call.sendStatus(forbidden);
            letIn = admitted;
            open.set(call, () => admitted.isStillIn());
            receive(metadata);
          },
          async onReceiveMessage(message: unknown, receive: (message: unknown) => void) {
            const asked = letIn?.noted && askedBy(message);
            try {
              if (asked) await letIn?.noted?.(asked);
            } catch {
              return call.sendStatus(notNoted);
            }
            receive(message);
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
