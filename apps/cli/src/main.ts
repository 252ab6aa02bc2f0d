#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endWithOutput, say } from './output.js';
import { makeProgram } from './program.js';
import { findProject } from './project.js';
import { failureOf } from './server.js';

const usage = 2;
const defect = 70;

endWithOutput();
try {
  await makeProgram(findProject(), process.env).parseAsync();
} catch (error) {
  // Help and version are errors to commander, with code 0; what is wrong it has said itself.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : usage;
  else {
    const failure = failureOf(error);
    say(
      `drawdown: ${failure ? failure.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = failure?.exitCode ?? defect;
  }
}
