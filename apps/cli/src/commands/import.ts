import { ProblemError, TryLater, type MissionClient } from '#libs/client';
import type { ImportFile } from '../import-file.js';
import { isBad, isRemark, type Line } from '../lines.js';
import { Progress } from '../progress.js';
import { Origin } from './origin.js';

/** A line that was not recorded; `status` and `type` are the server's, null if the line was never sent. */
export interface Refusal {
  line: number;
  status: number | null;
  type: string | null;
  reason: string;
}

/** Something doubtful about a line. */
export interface Warning {
  line: number;
  text: string;
}

/** What became of a file. */
export interface ImportResult {
  mission: string;
  recorded: number;
  alreadyThere: number;
  refused: Refusal[];
  /** Doubts about lines, which were recorded all the same. */
  warnings: Warning[];
  new: { line: number; revision: number }[];
}

const interruptedCode = 130;

/** Records a file's commands one by one, in order. Bad lines are told by number and reason, and the others go on. */
export async function importFile(mission: MissionClient, file: ImportFile): Promise<ImportResult> {
  const result: ImportResult = {
    mission: mission.id,
    recorded: 0,
    alreadyThere: 0,
    refused: [],
    warnings: [],
    new: [],
  };
  const progress = new Progress(file.bytes);
  const origin = new Origin(mission);
  const interrupt = (): void => {
    progress.stop();
    progress.say(`Interrupted: ${inWords(result)} so far. Run it again to go on: what is there stays as it is.`);
    process.exit(interruptedCode);
  };
  process.once('SIGINT', interrupt);
  try {
    for await (const line of file.lines) {
      if (isRemark(line)) {
        result.warnings.push({ line: line.number, text: line.remark });
        progress.say(`line ${line.number}: warning: ${line.remark}`);
        continue;
      }
      const refusal = isBad(line)
        ? { line: line.number, status: null, type: null, reason: line.reason }
        : await record(mission, line, origin, result);
      if (refusal) {
        result.refused.push(refusal);
        progress.say(`line ${refusal.line}: ${refusal.reason}`);
      }
      progress.at(file.bytesRead(), line.number);
    }
  } catch (error) {
    progress.say(`Stopped early: ${inWords(result)} so far. Run it again to go on: what is there stays as it is.`);
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    progress.stop();
  }
  return result;
}

/** Sends one command and counts it; gives the refusal if there is one. */
async function record(
  mission: MissionClient,
  line: Line,
  origin: Origin,
  result: ImportResult,
): Promise<Refusal | undefined> {
  const { number, command, key } = line;
  if (await origin.isHere(line)) {
    result.alreadyThere++;
    return undefined;
  }
  const body = origin.bodyOf(line);
  if (typeof body === 'string') return { line: number, status: null, type: null, reason: body };
  try {
    const { revision, entries, isReplayed } = await mission.command(command, body, { key });
    origin.note(line, entries[0]?.revision ?? revision);
    if (isReplayed) result.alreadyThere++;
    else {
      result.recorded++;
      result.new.push({ line: number, revision });
    }
  } catch (error) {
    // What the server cannot do, rather than will not, ends the import.
    if (!(error instanceof ProblemError) || error instanceof TryLater || error.status >= 500) throw error;
    return { line: number, status: error.status, type: error.problem.type, reason: error.message };
  }
  return undefined;
}

/** The sum of an import. */
export const inWords = ({ recorded, alreadyThere, refused }: ImportResult): string =>
  `${recorded} recorded, ${alreadyThere} already there, ${refused.length} refused`;

/** What an import tells in the end. Where part of the file was there already, it says which lines were new. */
export function importReport(result: ImportResult): string[] {
  const fresh = result.alreadyThere === 0 ? [] : result.new;
  const lines = fresh.map(({ line, revision }) => `line ${line} is new: recorded as revision ${revision}`);
  if (fresh.length > 0)
    lines.push(
      'A line that was changed since an earlier import is a new entry beside the old one; correct-entry or retract-entry settles that.',
    );
  return [...lines, `${inWords(result)}.`];
}
