import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openToAll } from './settings.js';

/** A drawdown program of its own process, run from the build that `npm test` makes first. */
export interface Program {
  process: ChildProcess;
  /** What it has written so far. */
  out(): { stdout: string; stderr: string };
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

const main = 'dist/apps/cli/src/main.js';

const started = new Set<ChildProcess>();

/** Ends what a test that failed has left running. */
export function endPrograms(): void {
  for (const child of started) child.kill('SIGKILL');
}

interface Surroundings {
  /** Its standard input. */
  input?: string;
  /** Where its standard output goes, if it is not read. */
  output?: number;
  /** How many files and connections it may have open. */
  descriptors?: number;
}

/** Starts `drawdown` with arguments. */
export function startProgram(
  args: readonly string[],
  env: Record<string, string> = {},
  { input, output, descriptors }: Surroundings = {},
): Program {
  const limited = `${descriptors === undefined ? '' : `ulimit -n ${descriptors}; `}exec "$0" "$@"`;
  const child = spawn('sh', ['-c', limited, process.execPath, main, ...args], {
    env: { ...openToAll, ...process.env, ...env },
    stdio: ['pipe', output ?? 'pipe', 'pipe'],
  });
  started.add(child);
  child.once('close', () => started.delete(child));
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin?.end(input);
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { process: child, out: () => ({ stdout, stderr }), ended };
}

/** Runs `drawdown` to its end. */
export async function run(
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Promise<{ code: number | NodeJS.Signals; stdout: string; stderr: string }> {
  const program = startProgram(args, env, { ...(input !== undefined && { input }) });
  const code = await program.ended;
  return { code, ...program.out() };
}

/** Starts a server in a process of its own; resolves with its address once it listens. */
export async function startServerProcess(
  dataDir: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  descriptors?: number,
): Promise<Program & { url: string }> {
  const program = startProgram(['serve', '--port', '0', '--data-dir', dataDir, ...args], env, { descriptors });
  for (;;) {
    const { stderr } = program.out();
    const [, url] = /listens on (\S+)/.exec(stderr) ?? [];
    const isWhole = !args.includes('--eventstoredb-port') || stderr.includes('protocol on');
    if (url !== undefined && isWhole) return { ...program, url };
    const ended = await Promise.race([program.ended, once(program.process.stderr!, 'data')]);
    if (!Array.isArray(ended)) throw new Error(`the server ended with ${ended}: ${stderr}`);
  }
}
