import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inLanguage } from '#libs/domain';
import { inSlices } from '#libs/timeline';
import { actorOf, demandRecording } from '../commands/acting.js';
import { addressOfEntry } from '../commands/send-answer.js';
import { formatFor } from '../http/accept.js';
import { Asker } from '../http/asker.js';
import { jsonInSlices } from '../http/json-in-slices.js';
import { languageOf } from '../http/language.js';
import { LongQuestions } from '../http/long-questions.js';
import { Access, Permission } from '../http/permission.js';
import { answerProblem, problemBody } from '../http/problem-filter.js';
import { badParameter, Problem } from '../http/problems.js';
import { readerOf } from '../http/reader.js';
import { beginningOf, flagOf, missionId, parameters } from '../http/request.js';
import { details } from './details.js';
import { ImportTable } from './import-table.js';
import { kindNames, type KindName } from './kind-names.js';
import { kindOf } from './kinds.js';
import { csvType, workbookType } from './media-types.js';
import { readTable, type HowToRead, type ReadTable } from './read-table.js';
import { rowOf } from './row-commands.js';
import { tellTable, type TableAnswer } from './tell-table.js';
import { templateOf } from './templates.js';
import { csvBack, workbookBack } from './written-back.js';

/** Where planners bring the tables that they keep. */
@Controller('v1')
export class ImportsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly access: Access,
    private readonly long: LongQuestions,
  ) {}

  /** A table of a kind to begin with. */
  @Get('import-templates/:file')
  @Permission('signed-in')
  template(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const kind = kindNames.find((name) => file === `${name}.csv`);
    if (kind === undefined) throw new Problem('not-found');
    formatFor(request, [csvType]);
    parameters(request, []);
    const language = languageOf(request);
    void reply
      .header('content-type', `${csvType}; charset=utf-8`)
      .header('content-language', language)
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(beginningOf(request, csvType) + templateOf(kind, language));
  }

  /** A table, of which all rows are recorded or none, or only tried. */
  @Post('missions/:mission/imports')
  @Permission('record')
  async import(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<void> {
    demandRecording(this.access.identify(request), missionId(mission));
    const format = formatFor(request, ['application/json', csvType, workbookType]);
    const asked = askedBy(request);
    const language = languageOf(request);
    const work = async (): Promise<{ answer: TableAnswer; body: string | Uint8Array }> => {
      const table = await readTable(request.body, request.headers['content-type'], asked);
      const told = await this.tell(missionId(mission), table, asked.dryRun, request);
      return { answer: told, body: await bodyOf(told, table, { format, request }) };
    };
    // No two tables are one question, but each takes its turn among those that take long.
    const { answer, body } = await this.long.answer(randomUUID(), work, asker);
    if (answer.problem && typeof body === 'string' && format === 'application/json')
      return answerProblem(answer.problem, request, reply, body);
    void reply
      .status(answer.status)
      .header('content-type', format === csvType ? `${csvType}; charset=utf-8` : format)
      .header('content-language', language);
    // Somebody else may record the revision that a dry run would.
    if (answer.revision >= 0 && !asked.dryRun) void reply.header('etag', `"${answer.revision}"`);
    const first = answer.rows.find(({ outcome }) => outcome === 'recorded')?.revision;
    if (answer.status === 201 && first !== undefined) void reply.header('location', addressOfEntry(mission, first));
    await reply.send(typeof body === 'string' ? body : Buffer.from(body));
  }

  private async tell(
    mission: string,
    table: ReadTable,
    dryRun: boolean,
    request: FastifyRequest,
  ): Promise<TableAnswer> {
    const { drafts, commands } = table;
    const given = [...commands.values()].flat().map(({ asked, body }) => ({ command: asked.name, body }));
    const acting = actorOf(this.access, this.access.identify(request), mission, firstOfEach(given));
    const rows = [...commands].map(([draft, some]) => ({ draft, row: rowOf(some) }));
    const language = languageOf(request);
    const { held } = readerOf(request);
    const outcome = await this.bus.execute(new ImportTable({ drafts, rows }, { mission, dryRun, language, ...acting }));
    const remarks = table.remarks.map((said) => inLanguage(said, language));
    return inSlices(tellTable(table, outcome, { mission, dryRun, language, held, remarks }));
  }
}

/** One command of each name: what they need is the same. */
const firstOfEach = <T extends { command: string }>(commands: readonly T[]): T[] => [
  ...new Map(commands.map((one) => [one.command, one])).values(),
];

function askedBy(request: FastifyRequest): HowToRead & { dryRun: boolean } {
  const { kind, dryRun, skip = '', dates } = parameters(request, ['kind', 'dryRun', 'skip', 'dates']);
  const name = kindNames.find((one): one is KindName => one === kind);
  if (name === undefined) throw badParameter('kind', details.kindForm(kindNames));
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy') throw badParameter('dates', details.datesForm);
  const skipped = skip.split(',').map((one) => one.trim());
  return {
    name,
    kind: kindOf(name),
    dryRun: flagOf('dryRun', dryRun),
    skip: skipped.filter((one) => one !== ''),
    dates,
  };
}

async function bodyOf(
  { problem, frame, discrepancies, rows }: TableAnswer,
  { table }: ReadTable,
  { format, request }: { format: string; request: FastifyRequest },
): Promise<string | Uint8Array> {
  const language = languageOf(request);
  if (format === workbookType) return workbookBack(table, rows, language);
  if (format === csvType) return inSlices(joined(csvBack(table, rows, language)));
  const body = problem ? { ...problemBody(problem, request), rows } : { ...frame, discrepancies, rows };
  return inSlices(jsonInSlices(body));
}

/** Pieces in one, letting others have the event loop between them. */
function* joined(pieces: Iterable<string>): Generator<undefined, string> {
  const all: string[] = [];
  for (const piece of pieces) {
    all.push(piece);
    yield;
  }
  return all.join('');
}
