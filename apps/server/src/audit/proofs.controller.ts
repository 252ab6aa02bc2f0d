import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evidenceZip, MissionTrees } from '#libs/audit';
import { formatTlogProof } from '#libs/transparency';
import { Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { Signed } from './signed.js';

const largest = Number.MAX_SAFE_INTEGER;
const base64 = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'));

/** Proof that entries are in a mission's log, that the log only grew, and all of it to take away. */
@Controller('v1/missions/:mission')
export class ProofsController {
  constructor(
    private readonly signed: Signed,
    private readonly trees: MissionTrees,
  ) {}

  /** That an entry is among the first `size` (RFC 6962, 2.1.1): those of the newest checkpoint, where no size is given. */
  @Get('proofs/inclusion')
  @Permission('prove')
  async inclusion(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const given = parameters(request, ['revision', 'size']);
    const revision = needed('revision', wholeNumber('revision', given.revision, 0, largest));
    const checkpoint = await this.signed.provable(mission);
    const size = wholeNumber('size', given.size, 1, checkpoint.size) ?? checkpoint.size;
    within('revision', revision, size - 1);
    const [hashes, root] = await Promise.all([
      this.trees.inclusion(mission, revision, size),
      this.trees.root(mission, size),
    ]);
    const body = { mission, revision, size, root: root.toString('base64'), hashes: base64(hashes) };
    await json(reply, { ...body, checkpoint: checkpoint.text });
  }

  /** That the first `to` entries begin with the first `from` (RFC 6962, 2.1.2); `to` is of the newest checkpoint, where it is not given. */
  @Get('proofs/consistency')
  @Permission('prove')
  async consistency(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const given = parameters(request, ['from', 'to']);
    const from = needed('from', wholeNumber('from', given.from, 0, largest));
    const checkpoint = await this.signed.provable(mission);
    const to = wholeNumber('to', given.to, 0, checkpoint.size) ?? checkpoint.size;
    within('from', from, to);
    const [hashes, fromRoot, toRoot] = await Promise.all([
      this.trees.consistency(mission, from, to),
      this.trees.root(mission, from),
      this.trees.root(mission, to),
    ]);
    const roots = { fromRoot: fromRoot.toString('base64'), toRoot: toRoot.toString('base64') };
    await json(reply, { mission, from, to, ...roots, hashes: base64(hashes), checkpoint: checkpoint.text });
  }

  /** One entry with its proof as a file (C2SP tlog-proof); the entry's bytes are in its `extra` line. */
  @Get('entries/:revision/proof')
  @Permission('prove')
  async proof(
    @Param('mission') id: string,
    @Param('revision') text: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    const { size, text: checkpoint } = await this.signed.provable(mission);
    const index = /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
    if (!(index < size))
      throw new Problem(
        'unknown-reference',
        `There is no signed entry "${text.slice(0, 20)}". The newest is ${size - 1}.`,
        {
          what: 'entry',
          id: text,
        },
      );
    const [hashes, body] = await Promise.all([
      this.trees.inclusion(mission, index, size),
      this.trees.entry(mission, index),
    ]);
    await reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${mission}-${index}.tlog-proof"`)
      .send(formatTlogProof({ index, hashes, checkpoint, extra: Buffer.from(body) }));
  }

  /** The whole log with all that proves it, as a zip. It is given out as well where the log was altered: it then shows where. */
  @Get('evidence')
  @Permission('read-history')
  async evidence(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    const { text: checkpoint } = await this.signed.newest(mission);
    const verifierKey = await this.signed.verifierKey(mission);
    const checkpoints = this.signed.all(mission);
    await reply
      .header('content-type', 'application/zip')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${mission}-evidence.zip"`)
      .send(await evidenceZip({ mission, trees: this.trees, checkpoint, checkpoints, verifierKey }));
  }
}

const json = async (reply: FastifyReply, body: object): Promise<void> => {
  await reply.header('content-type', 'application/json').header('cache-control', 'no-cache').send(JSON.stringify(body));
};

function needed(parameter: string, value: number | undefined): number {
  if (value === undefined) throw new Problem('parameter-invalid', `${parameter} is needed here.`, { parameter });
  return value;
}

function within(parameter: string, value: number, most: number): void {
  if (value > most)
    throw new Problem('parameter-invalid', `${parameter} must be a whole number from 0 to ${most}.`, { parameter });
}
