import { ProblemError, problemInWords, type MissionClient, type ProblemDocument } from '#libs/client';
import { Failure } from '../failure.js';
import type { ImportFile } from '../import-file.js';
import { isBad, isRemark, type Line } from '../lines.js';
import { say } from '../output.js';
import { historyOf, Origin } from './origin.js';
import type { Refusal, Warning } from './import.js';

/** What would become of a file. */
export interface DryRunResult {
  mission: string;
  wouldRecord: number;
  alreadyThere: number;
  refused: Refusal[];
  warnings: Warning[];
  /** False if so many lines were refused that the rest was not judged. */
  whole: boolean;
}

const linesMax = 1000;
const bytesMax = 900 * 1024;
const roundsMax = 50;

/**
 * Decides a file's commands together and records nothing: later lines rest on earlier ones, so one batch it must be.
 * Like the import, it leaves out the lines that are there already, and goes on after a line that is refused.
 */
export async function dryRun(mission: MissionClient, file: ImportFile): Promise<DryRunResult> {
  const result: DryRunResult = {
    mission: mission.id,
    wouldRecord: 0,
    alreadyThere: 0,
    refused: [],
    warnings: [],
    whole: true,
  };
  const known = await keysOf(mission);
  const origin = new Origin(mission);
  let lines: Line[] = [];
  for await (const line of file.lines) {
    if (isRemark(line)) {
      result.warnings.push({ line: line.number, text: line.remark });
      say(`line ${line.number}: warning: ${line.remark}`);
    } else if (isBad(line)) result.refused.push({ line: line.number, status: null, type: null, reason: line.reason });
    else if (known.has(line.key) || (await origin.isHere(line))) {
      origin.note(line, known.get(line.key) ?? line.recorded?.revision ?? 0);
      result.alreadyThere++;
    } else if (lines.push(line) > linesMax) throw tooLarge(`more than ${linesMax} lines`);
  }
  for (let round = 0; lines.length > 0; round++) {
    const refused = await judge(mission, lines, origin);
    if (refused.length === 0) break;
    result.refused.push(...refused);
    const numbers = new Set(refused.map(({ line }) => line));
    lines = lines.filter(({ number }) => !numbers.has(number));
    if (round === roundsMax && lines.length > 0) {
      result.whole = false;
      lines = [];
    }
  }
  result.wouldRecord = lines.length;
  result.refused.sort((a, b) => a.line - b.line);
  for (const { line, reason } of result.refused) say(`line ${line}: ${reason}`);
  return result;
}

/** What a dry run tells in the end. */
export function dryRunInWords({ wouldRecord, alreadyThere, refused, whole }: DryRunResult): string {
  if (!whole)
    return `Dry run, nothing was recorded: ${refused.length} would be refused, and the lines after them were not judged.`;
  return `Dry run, nothing was recorded: ${wouldRecord} would be recorded, ${alreadyThere} already there, ${refused.length} would be refused.`;
}

/** Sends the lines as one batch; gives those that the server names as refused, by their number in the file. */
async function judge(mission: MissionClient, lines: readonly Line[], origin: Origin): Promise<Refusal[]> {
  const next = lines.some(({ recorded }) => recorded) ? await origin.nextRevision() : 0;
  for (const [index, line] of lines.entries()) origin.note(line, next + index);
  const bodies = lines.map((line) => origin.bodyOf(line));
  const dangling = lines.flatMap(({ number: line }, index): Refusal[] => {
    const reason = bodies[index];
    return typeof reason === 'string' ? [{ line, status: null, type: null, reason }] : [];
  });
  if (dangling.length > 0) return dangling;
  const batch = lines.map(({ command }, index) => ({ command, ...(bodies[index] as object) }));
  if (Buffer.byteLength(batch.map((line) => JSON.stringify(line)).join('\n')) > bytesMax)
    throw tooLarge(`more than ${bytesMax / 1024} KiB`);
  try {
    await mission.dryRunBatch(batch);
    return [];
  } catch (error) {
    if (error instanceof ProblemError && error.status === 413) throw tooLarge('more than the server takes at once');
    const refused = error instanceof ProblemError ? refusedIn(error.problem, lines) : [];
    if (refused.length === 0) throw error;
    return refused;
  }
}

/** The lines that a problem names. */
function refusedIn(problem: ProblemDocument, lines: readonly Line[]): Refusal[] {
  const { status, type } = problem;
  return [...reasonsByIndex(problem)].flatMap(([index, reason]) => {
    const line = lines[index]?.number;
    return line === undefined ? [] : [{ line, status, type, reason }];
  });
}

/** A batch's pointers begin with the line among those sent, from 0: `/6/on`. */
function reasonsByIndex(problem: ProblemDocument): Map<number, string> {
  const byIndex = new Map<number, { pointer: string; detail: string }[]>();
  for (const { pointer, detail } of problem.errors ?? []) {
    const [, index = '', rest = ''] = /^\/(\d+)(.*)$/s.exec(pointer) ?? [];
    if (index !== '') byIndex.set(Number(index), [...(byIndex.get(Number(index)) ?? []), { pointer: rest, detail }]);
  }
  const [, single] = /^\/(\d+)/.exec(problem.pointer ?? '') ?? [];
  if (byIndex.size === 0 && single !== undefined) return new Map([[Number(single), problemInWords(problem)]]);
  return new Map([...byIndex].map(([index, errors]) => [index, problemInWords({ ...problem, errors })]));
}

/** The keys under which the mission's entries were recorded: a dry run ignores keys, an import does not. */
async function keysOf(mission: MissionClient): Promise<Map<string, number>> {
  const keys = new Map<string, number>();
  for await (const items of historyOf(mission))
    for (const { commandId, revision } of items) keys.set(commandId, revision);
  return keys;
}

const tooLarge = (what: string): Failure =>
  new Failure(
    `A dry run judges a file as a whole, since later lines rest on earlier ones, and takes at most ${linesMax} lines that are not there yet and ${bytesMax / 1024} KiB; this file has ${what}. Import its first part, then try the rest.`,
    2,
  );
