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
