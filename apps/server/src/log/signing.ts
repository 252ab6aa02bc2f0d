import { renameSync } from 'node:fs';
import { Sealer, type EventStore, type NewestSeal } from '#libs/event-store';
import { missionOf, missionPrefix } from '#libs/timeline';
import {
  CheckpointSigner,
  deriveKey,
  formatVerifierKey,
  isSignedBy,
  KeyFileInvalid,
  loadKey,
  loadOrMakeKey,
  signatureTypes,
  type SecretKey,
} from '#libs/transparency';
import { ConfigInvalid, type Config } from '../config.js';
import { keepRotations, readRotations, type KeyRotation } from './key-rotations.js';

/** The name of a signed log: a mission's, or that of a month of the access log, which no mission can have. Undefined for other streams. */
const logNameOf = (stream: string): string | undefined =>
  stream.startsWith(missionPrefix) ? missionOf(stream) : accessLogName.exec(stream)?.slice(1).join('/');

const accessLogName = /^(access-log)-(\d{4}-\d{2})$/;

/** The key that signs a log, and what is made of it. */
export interface Signing {
  sealer: Sealer;
  /** Authenticates snapshots. */
  snapshotKey: Buffer;
  /** Changes of the key that were recorded, oldest first. */
  rotations: readonly KeyRotation[];
}

/** What signs with a key, which has not been changed since the log began. */
function signingBy({ seed, host }: SecretKey, rotations: readonly KeyRotation[] = []): Signing {
  const sealer = new Sealer(CheckpointSigner.fromSeed(seed, host), logNameOf);
  return { sealer, snapshotKey: deriveKey(seed, 'snapshots'), rotations };
}

/** What signs a log that several servers share; undefined if nothing does. Throws ConfigInvalid. */
export function sharedSigning({ keyFile, logHost }: Config): Signing | undefined {
  return keyFile === undefined ? undefined : signingBy(usable(() => loadOrMakeKey(keyFile, logHost)));
}

/**
 * What signs a log of our own, of which the newest checkpoint is given. Throws ConfigInvalid if the key is not the one that has
 * signed it, unless a rotation of the key was recorded, or is asked for now.
 */
export function ownSigning(config: Config & { keyFile: string }, newest: NewestSeal | undefined): Signing {
  const { keyFile, logHost, dataDir, rotateKey } = config;
  if (rotateKey && newest) return rotated(config, newest);
  const found = usable(() => loadKey(keyFile));
  if (!found && newest) throw new ConfigInvalid(`${keyFile} is not there, and has signed the log. ${advice}`);
  const key = found ?? usable(() => loadOrMakeKey(keyFile, logHost));
  const signing = signingBy(key, readRotations(dataDir, deriveKey(key.seed, 'rotations')));
  const isKnown = signing.rotations.some(({ position }) => newest !== undefined && newest.covered <= position);
  if (newest && !isKnown && !isSignedBy(newest.checkpoint, signing.sealer.verifierKey(newest.stream)))
    throw new ConfigInvalid(`${keyFile} is not the key that has signed the log. ${advice}`);
  return signing;
}

const advice =
  'Put that key back. If it is lost, or may have been read by somebody, start once with --rotate-key: ' +
  'the log is then signed with a new one, whose verifier key auditors and witnesses must be given.';

/** Puts a new key in the place of the one that has signed the log, and records that. */
function rotated({ keyFile, logHost, dataDir }: Config & { keyFile: string }, newest: NewestSeal): Signing {
  const found = usable(() => loadKey(keyFile));
  const former = found && isSignedBy(newest.checkpoint, keyOf(found).verifierKey(newest.stream)) ? found : undefined;
  const earlier = found ? readRotations(dataDir, deriveKey(found.seed, 'rotations')) : [];
  if (former) renameSync(keyFile, `${keyFile}.former-${earlier.length + 1}`);
  const key = usable(() => loadOrMakeKey(keyFile, logHost));
  const rotation = { at: new Date().toISOString(), position: newest.newest, former: former ? publicOf(former) : null };
  const rotations = [...earlier, rotation];
  keepRotations(dataDir, rotations, deriveKey(key.seed, 'rotations'));
  return signingBy(key, rotations);
}

const keyOf = (key: SecretKey): Sealer => signingBy(key).sealer;

const publicOf = (key: SecretKey): { host: string; key: string } => ({
  host: key.host,
  key: keyOf(key).verifierKey(`${missionPrefix}any`).split('+').slice(2).join('+'),
});

/** Whether whoever may sign a log has signed a checkpoint: with the key of today, or with a former one until it was changed. */
export async function isTrusted(
  { sealer, rotations }: Signing,
  engine: EventStore,
  stream: string,
  checkpoint: string,
): Promise<boolean> {
  if (isSignedBy(checkpoint, sealer.verifierKey(stream))) return true;
  for (const { former, position } of rotations) {
    if (former && isSignedBy(checkpoint, verifierKeyOf(former, stream))) return true;
    // Of a key that was lost nothing can be checked: what is as old as that is compared by its root alone.
    if (!former && (await isUntil(engine, stream, checkpoint, position))) return true;
  }
  return false;
}

/** A former key, as the checkpoints of a stream are checked with it. */
function verifierKeyOf({ host, key }: { host: string; key: string }, stream: string): string {
  const bytes = Buffer.from(key, 'base64').subarray(1);
  return formatVerifierKey(`${host}/${logNameOf(stream) ?? stream}`, signatureTypes.note, bytes);
}

async function isUntil(engine: EventStore, stream: string, checkpoint: string, position: number): Promise<boolean> {
  const size = Number(checkpoint.split('\n')[1]);
  if (!Number.isSafeInteger(size) || size < 1) return false;
  for await (const [entry] of engine.readStream(stream, size - 1))
    return entry !== undefined && entry.position <= position;
  return false;
}

function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeyFileInvalid) throw new ConfigInvalid(error.message);
    throw error;
  }
}
