import { NoteInvalid, openCheckpoint, type Checkpoint } from '#libs/transparency';
import type { Evidence } from './evidence.js';
import { readLog, type Target } from './read-log.js';
import { judge, type Finding, type Verdict } from './verdict.js';

/** What an auditor brings along. */
export interface Kept {
  /** The verifier key that they hold. Without it the key that came along is taken, which proves less. */
  key?: string;
  /** Keys that the log was signed with before its key was rotated: for checkpoints that they kept. */
  formerKeys?: readonly string[];
  /** Checkpoints of this log that they kept from earlier. */
  olderCheckpoints?: readonly string[];
}

/**
 * Whether this is the log that was signed: signatures, every entry, every signed tree, and every checkpoint that the auditor kept. Throws
 * NoEvidence if it cannot be read. Needs no network, unless the evidence is of a server.
 */
export async function verifyEvidence(
  evidence: Evidence,
  { key, formerKeys = [], olderCheckpoints = [] }: Kept = {},
): Promise<Verdict> {
  const findings: Finding[] = [];
  const used = key ?? evidence.verifierKey;
  const facts = { entries: 0, checkpoints: 0, isKeyGiven: key !== undefined, findings, ...(used && { key: used }) };
  try {
    if (used === undefined) {
      findings.push({ kind: 'key', message: 'no verifier key came along: give the one that you hold' });
      return judge(facts);
    }
    if (key !== undefined && evidence.verifierKey !== undefined && key !== evidence.verifierKey)
      findings.push({ kind: 'key', message: 'the verifier key that came along is not the one that you hold' });
    const newest = opened(evidence.checkpoint, [used], 'checkpoint', 'the newest checkpoint', findings);
    const earlier = [...evidence.earlier.entries()].map(([at, text]) =>
      opened(text, [used, ...formerKeys], 'checkpoint', `earlier checkpoint ${at + 1}`, findings),
    );
    const kept = [...olderCheckpoints.entries()].map(([at, text]) =>
      opened(text, [used, ...formerKeys], 'older-checkpoint', `checkpoint ${at + 1} that you kept`, findings),
    );
    if (!newest) return judge(facts);
    const targets = targetsOf([...earlier, newest], kept, findings);
    for (const { size } of targets.filter(({ isKept }) => isKept))
      if (size > newest.size)
        findings.push({
          kind: 'shorter',
          revision: newest.size,
          message: `the log has ${newest.size} entries, and a checkpoint that you kept has ${size}`,
        });
    const mission = newest.origin.slice(newest.origin.lastIndexOf('/') + 1);
    const signed = targets.filter(({ size }) => size <= newest.size);
    const read = await readLog(evidence, mission, signed);
    findings.push(...read.findings);
    if (findings.length === 0) findings.push(...(await evidence.findings()));
    const { origin, size } = newest;
    return judge({
      ...facts,
      origin,
      mission,
      size,
      root: newest.root.toString('base64'),
      entries: read.entries,
      checkpoints: read.matched,
    });
  } finally {
    await evidence.close();
  }
}

/** The checkpoint, if one of the keys has signed it; why the first of them has not is told. */
function opened(
  text: string,
  keys: readonly string[],
  kind: Finding['kind'],
  what: string,
  findings: Finding[],
): Checkpoint | undefined {
  let why = '';
  for (const key of keys) {
    try {
      return openCheckpoint(text, key);
    } catch (error) {
      if (!(error instanceof NoteInvalid)) throw error;
      why ||= error.message;
    }
  }
  findings.push({ kind, message: `${what} ${why}` });
  return undefined;
}

/** One target for each size, in order. Two signed roots of one size are a fork, whatever the entries are. */
function targetsOf(
  theirs: readonly (Checkpoint | undefined)[],
  kept: readonly (Checkpoint | undefined)[],
  findings: Finding[],
): Target[] {
  const bySize = new Map<number, Target>();
  const all = [
    ...theirs.map((checkpoint) => ({ checkpoint, isKept: false })),
    ...kept.map((checkpoint) => ({ checkpoint, isKept: true })),
  ];
  for (const { checkpoint, isKept } of all) {
    if (!checkpoint) continue;
    const { size, root } = checkpoint;
    const other = bySize.get(size);
    if (other && !other.root.equals(root))
      findings.push({
        kind: 'fork',
        message: `the log has signed two histories: there are two checkpoints of ${size} entries with different roots`,
      });
    // What the auditor kept is what they go by.
    if (!other || isKept) bySize.set(size, { size, root, isKept });
  }
  return [...bySize.values()].filter(({ size }) => size > 0).toSorted((a, b) => a.size - b.size);
}
