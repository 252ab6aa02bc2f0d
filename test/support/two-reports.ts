import { views } from '#libs/domain';
import { ber, day, gao, open, stateOf } from './given.js';
import type { TestCommand } from './log.js';

/** The day that reports are about. */
export const on = '2023-08-13';

/** Who says something. */
export const by = (title: string, more: object = {}): object => ({ source: { title, confidence: 'high', ...more } });
export const [un, press, radio] = [by('UN'), by('press'), by('radio')] as const;

/** What is open after reports about Ber and Gao; the first of them is entry 3. */
export const found = (...commands: TestCommand[]) =>
  views.discrepancies(stateOf(open, ber, gao, ...commands), day('2023-12-01')).items;

/** Ids of the discrepancies of two reports. */
export const idsOf = (...commands: TestCommand[]): string[] =>
  found(...commands)
    .filter(({ rule }) => rule === 'possible-duplicate' || rule === 'sources-disagree')
    .map(({ id }) => id);

/** A report of the United Nations, and what the press makes of it. */
export const pair = (one: TestCommand, other: object = {}): TestCommand[] => [
  { ...one, ...un },
  { ...one, ...press, ...other },
];
