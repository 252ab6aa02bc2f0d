import { reasonOf } from './output.js';

/** 1 it says no, 2 usage, 70 broken invariant, 73 locked, 75 try later. */
export type ExitCode = 1 | 2 | 70 | 73 | 75;

/** Why a command did not do what it was asked: its message is for people, its exit code for programs. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}

/** Has a file written that somebody named. Throws a Failure if the system does not let it be. */
export function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error as Error)}.`, 1);
  }
}
