import type { Refused, SubmissionWarning } from '#libs/timeline';
import { Problem } from '../http/problems.js';

/** Warnings as a dry run answers them; in a batch each says which line it is about. */
export const warningsOf = (warnings: readonly SubmissionWarning[], batch: boolean): object[] =>
  warnings.map(({ index, ...warning }) => ({ ...warning, ...(batch && { pointer: `/${index}` }) }));

/** How each way of saying no is told over HTTP; in a batch a pointer begins with the line. */
export function problemOf(answer: Refused, batch: boolean): Problem {
  const line = (index: number): string => (batch ? `/${index}` : '');
  switch (answer.kind) {
    case 'refused':
      return new Problem(answer.code, undefined, {
        figures: answer.figures,
        ...(batch && { pointer: line(answer.index) }),
      });
    case 'invalid': {
      const errors = answer.errors.map(({ pointer, detail }) => ({
        pointer: `${line(answer.index)}${pointer}`,
        detail,
      }));
      return new Problem('invalid', `${errors[0]?.pointer ?? ''} ${errors[0]?.detail ?? ''}`.trim(), { errors });
    }
    case 'unknown': {
      if (answer.what === 'mission') return new Problem('unknown-mission');
      const known =
        answer.known.length === 0 ? 'There is none yet.' : `Known: ${answer.known.slice(0, 30).join(', ')}.`;
      const detail = `There is no ${answer.what} "${answer.id}" in this mission. ${known} Record it first, or correct its id.`;
      return new Problem('unknown-reference', detail, {
        what: answer.what,
        id: answer.id,
        ...(batch && { pointer: line(answer.index) }),
      });
    }
    case 'stale':
      return new Problem(
        'changed-since',
        undefined,
        { revision: answer.actual, entries: answer.between },
        { etag: `"${answer.actual}"` },
      );
    case 'key-reused':
      return new Problem(
        'key-reused',
        `This key recorded revision ${answer.revision} with another body. Use a new key, or send the very same body again.`,
        { revision: answer.revision },
      );
    case 'too-large':
      return new Problem('too-large', answer.detail);
    case 'store-full':
      return new Problem('store-full');
    case 'unavailable':
      return new Problem(
        answer.isUnknown ? 'outcome-unknown' : 'store-unavailable',
        undefined,
        {},
        { 'retry-after': '2' },
      );
    case 'stopped':
      return new Problem(
        'mission-stopped',
        `This mission is stopped at revision ${answer.revision}: ${answer.reason}.`,
        { revision: answer.revision },
      );
  }
}
