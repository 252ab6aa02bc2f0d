import { Option } from 'commander';
import type { Subcommand } from './subcommand.js';

/** A mission, as of any time and as known at any time. */
export const withAsOf = (command: Subcommand): Subcommand =>
  command
    .argument('<mission>')
    .option('--valid-at <time>', 'what had happened by then: an instant, a day or a month')
    .option('--known-at <time>', 'what was known by then: a time, or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock');

/** Which entries are wanted; each filter has the name that servers give it. */
export const withFilters = (command: Subcommand): Subcommand =>
  command
    .option('--type <types>', 'only entries of this type, or of several, separated by commas')
    .option('--base <base>', 'only about this base')
    .option('--convoy <convoy>', 'only about this convoy')
    .option('--actor <id>', 'only by this person')
    .option('--text <text>', 'containing this text')
    .option('--source <text>', 'whose source contains this text')
    .option('--from <time>', 'happened then or later')
    .option('--to <time>', 'happened then or earlier')
    .option('--known-from <time>', 'known then or later')
    .option('--known-to <time>', 'known then or earlier')
    .option('--recorded-from <time>', 'recorded then or later')
    .option('--recorded-to <time>', 'recorded then or earlier')
    .option('--corrected', 'only those that were corrected')
    .option('--retracted', 'only those that were retracted')
    .option('--disputed', 'only those that are disputed')
    .option('--revised', 'only those whose toll was revised')
    .option('--late', 'only orders that were entered late')
    .addOption(new Option('--order <order>', 'which come first').choices(['oldest', 'newest']));

/** The same of what is asked at another time than now. */
export const withTimes = (command: Subcommand): Subcommand =>
  command
    .argument('<mission>')
    .option('--valid-at <time>', 'as of an instant, a day or a month')
    .option('--known-at <time>', 'as known at an instant, a day, a month or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock');
