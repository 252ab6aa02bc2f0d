import { Command, Option } from 'commander';
import type { DrawdownClient } from '#libs/client';

/** What answers a command: it is given a client, then the arguments and the options. False if it says no. */
type Answer = (client: DrawdownClient, ...typed: never[]) => Promise<unknown>;

/** A command of this command line: with examples, and with what answers it, which is loaded when the command is run. */
export class Subcommand extends Command {
  /** `client` asks the server that the options name. */
  constructor(
    private readonly client: () => DrawdownClient,
    name?: string,
  ) {
    super(name);
  }

  override createCommand(name?: string): Subcommand {
    return new Subcommand(this.client, name);
  }

  /** What stands before its help. */
  examples(...lines: string[]): this {
    return this.addHelpText('before', `Examples:\n${lines.map((line) => `  drawdown ${line}\n`).join('')}`);
  }

  /** It writes JSON or CSV if that is asked for. */
  inFormats(csv = 'CSV'): this {
    return this.addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv')).option('--csv', csv);
  }

  /** The function of a module that answers it. */
  answers<N extends string>(load: () => Promise<{ [F in NoInfer<N>]: Answer }>, name: N): this {
    return this.action(async (...typed: unknown[]) => {
      const answer = (await load())[name] as (client: DrawdownClient, ...typed: unknown[]) => Promise<unknown>;
      // Commander gives the command itself last.
      if ((await answer(this.client(), ...typed.slice(0, -1))) === false) process.exitCode = 1;
    });
  }
}
