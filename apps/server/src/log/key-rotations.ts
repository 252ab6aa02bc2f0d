import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '#libs/canonical-json';
import { replaceFile } from '../replace-file.js';

/** One change of the key that signs a log. */
export interface KeyRotation {
  /** RFC 3339. */
  at: string;
  /** Position of the newest entry that the former key could have signed. */
  position: number;
  /** The former key, as it stands in verifier keys after the name; null if it was lost. */
  former: { host: string; key: string } | null;
}

const fileOf = (dataDir: string): string => join(dataDir, 'key-rotations.json');

const macOf = (rotations: readonly KeyRotation[], secret: Buffer): string =>
  createHmac('sha256', secret).update(canonical(rotations)).digest('hex');

/** The rotations that were recorded for a log's key. Whoever has not the key can record none. */
export function readRotations(dataDir: string, secret: Buffer): KeyRotation[] {
  if (!existsSync(fileOf(dataDir))) return [];
  try {
    const { rotations, mac } = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as {
      rotations: KeyRotation[];
      mac: string;
    };
    return mac === macOf(rotations, secret) ? rotations : [];
  } catch {
    return [];
  }
}

/** Keeps the rotations of a log's key, so that a crash leaves the old list or the new one. */
export function keepRotations(dataDir: string, rotations: readonly KeyRotation[], secret: Buffer): void {
  replaceFile(fileOf(dataDir), `${JSON.stringify({ rotations, mac: macOf(rotations, secret) })}\n`);
}
