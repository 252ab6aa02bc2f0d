import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { canonical } from '#libs/canonical-json';
import { evidenceZip, MissionTrees } from '#libs/audit';
import { InMemoryStore } from '#libs/event-store';
import { CheckpointSigner, Frontier, leafHash } from '#libs/transparency';

export const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 7), 'log.example');
export const mission = 'minusma';
export const vkey = signer.verifierKey(mission);

/** The canonical bytes of an entry of tests. */
export const bodyOf = (revision: number, text = `note ${revision}`): string =>
  canonical({ mission, revision, type: 'NoteAdded', data: { text }, id: `id-${revision}` });

/** A log that was signed after each of its commits. */
export interface SignedLog {
  store: InMemoryStore;
  trees: MissionTrees;
  bodies: string[];
  /** One for each commit, in order. */
  checkpoints: string[];
}

/** Records entries, so many in each commit, and signs each commit. */
export async function signedLog(entries: number, commit = 1, folder?: string): Promise<SignedLog> {
  const store = new InMemoryStore();
  const bodies = Array.from({ length: entries }, (_, revision) => bodyOf(revision));
  await store.append(
    `mission-${mission}`,
    -1,
    bodies.map((body, at) => ({ id: `id-${at}`, type: 'NoteAdded', body, recordedAt: '2023-08-13T00:00:00Z' })),
  );
  const trees = new MissionTrees({ store, ...(folder !== undefined && { folder }) });
  return { store, trees, bodies, checkpoints: signed(bodies, commit) };
}

/** The checkpoints that these entries are signed with, one for each commit. */
export function signed(bodies: readonly string[], commit = 1): string[] {
  const frontier = new Frontier();
  const checkpoints: string[] = [];
  for (const body of bodies) {
    frontier.append(leafHash(body));
    if (frontier.size % commit === 0 || frontier.size === bodies.length)
      checkpoints.push(signer.sign(mission, frontier.size, frontier.root()));
  }
  return checkpoints;
}

/** Writes the evidence package of a log. */
export async function writePackage(log: Pick<SignedLog, 'trees' | 'checkpoints'>, file: string): Promise<void> {
  const { trees, checkpoints } = log;
  const parts = { mission, trees, checkpoint: checkpoints.at(-1)!, checkpoints, verifierKey: vkey };
  await pipeline(await evidenceZip(parts), createWriteStream(file));
}
