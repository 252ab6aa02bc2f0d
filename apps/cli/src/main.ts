#!/usr/bin/env node
import { CommanderError } from 'commander';
import { Failure } from './failure.js';
import { endQuietlyWithReader, say } from './output.js';
import { makeProgram } from './program.js';
import { findProject } from './project.js';

const usage = 2;
const defect = 70;

endQuietlyWithReader();
try {
  await makeProgram(findProject(), process.env).parseAsync();
} catch (error) {
  // Help and version are errors to commander, with code 0; what is wrong it has said itself.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : usage;
  else {
    say(
      `drawdown: ${error instanceof Failure ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = error instanceof Failure ? error.exitCode : defect;
  }
}
