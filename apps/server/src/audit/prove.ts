import { Injectable } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { evidenceZip, MissionTrees } from '#libs/audit';
import { formatTlogProof } from '#libs/transparency';
import { asking } from '../asking.js';
import { details } from '../http/details.js';
import { badParameter, notThere } from '../http/problems.js';
import { wholeNumber } from '../http/request.js';
import { Signed } from './signed.js';

/** Asks for proof that an entry is among the first `size` (RFC 6962, 2.1.1): those of the newest checkpoint, if none is given. */
export class ProveInclusion extends asking<object, { mission: string; revision: number; size: string | undefined }>() {}

/** Asks for proof that the first `to` entries begin with the first `from` (RFC 6962, 2.1.2); `to` is of the newest checkpoint, if none is given. */
export class ProveConsistency extends asking<object, { mission: string; from: number; to: string | undefined }>() {}

/** Asks for one entry with its proof as a file (C2SP tlog-proof); the entry's bytes are in its `extra` line. */
export class ProveEntry extends asking<
  { index: number; file: ReturnType<typeof formatTlogProof> },
  { mission: string; revision: string }
>() {}

/** Asks for the whole log with all that proves it, as a zip. */
export class PackEvidence extends asking<Awaited<ReturnType<typeof evidenceZip>>, { mission: string }>() {}

const base64 = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'));

/** What proofs are made from. */
@Injectable()
abstract class Proving {
  constructor(
    protected readonly signed: Signed,
    protected readonly trees: MissionTrees,
  ) {}
}

@QueryHandler(ProveInclusion)
export class ProveInclusionHandler extends Proving implements IQueryHandler<ProveInclusion> {
  async execute({ mission, revision, size: text }: ProveInclusion): Promise<object> {
    const checkpoint = await this.signed.provable(mission);
    const size = wholeNumber('size', text, 1, checkpoint.size) ?? checkpoint.size;
    within('revision', revision, size - 1);
    const [hashes, root] = await Promise.all([
      this.trees.inclusion(mission, revision, size),
      this.trees.root(mission, size),
    ]);
    const body = { mission, revision, size, root: root.toString('base64'), hashes: base64(hashes) };
    return { ...body, checkpoint: checkpoint.text };
  }
}

@QueryHandler(ProveConsistency)
export class ProveConsistencyHandler extends Proving implements IQueryHandler<ProveConsistency> {
  async execute({ mission, from, to: text }: ProveConsistency): Promise<object> {
    const checkpoint = await this.signed.provable(mission);
    const to = wholeNumber('to', text, 0, checkpoint.size) ?? checkpoint.size;
    within('from', from, to);
    const [hashes, fromRoot, toRoot] = await Promise.all([
      this.trees.consistency(mission, from, to),
      this.trees.root(mission, from),
      this.trees.root(mission, to),
    ]);
    const roots = { fromRoot: fromRoot.toString('base64'), toRoot: toRoot.toString('base64') };
    return { mission, from, to, ...roots, hashes: base64(hashes), checkpoint: checkpoint.text };
  }
}

/** Throws a Problem if there is no such entry among those that are signed. */
@QueryHandler(ProveEntry)
export class ProveEntryHandler extends Proving implements IQueryHandler<ProveEntry> {
  async execute({ mission, revision }: ProveEntry) {
    const { size, text: checkpoint } = await this.signed.provable(mission);
    const index = /^(0|[1-9]\d{0,14})$/.test(revision) ? Number(revision) : Number.NaN;
    if (!(index < size)) throw notThere('entry', revision, details.noSignedEntry(revision.slice(0, 20), size - 1));
    const [hashes, body] = await Promise.all([
      this.trees.inclusion(mission, index, size),
      this.trees.entry(mission, index),
    ]);
    return { index, file: formatTlogProof({ index, hashes, checkpoint, extra: Buffer.from(body) }) };
  }
}

/** The evidence is given out as well if the log was altered: it then shows where. */
@QueryHandler(PackEvidence)
export class PackEvidenceHandler extends Proving implements IQueryHandler<PackEvidence> {
  async execute({ mission }: PackEvidence) {
    const { text: checkpoint } = await this.signed.newest(mission);
    const verifierKey = await this.signed.verifierKey(mission);
    const checkpoints = this.signed.all(mission);
    return evidenceZip({ mission, trees: this.trees, checkpoint, checkpoints, verifierKey });
  }
}

function within(parameter: string, value: number, most: number): void {
  if (value > most) throw badParameter(parameter, details.wholeNumber(parameter, 0, most));
}
