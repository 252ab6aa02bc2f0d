import type { BaseStatus } from '../api/documents.js';
import { t } from '../words/words.js';

/** The status of bases, from least to furthest. */
export const statuses: readonly BaseStatus[] = ['held', 'scheduled', 'withdrawing', 'vacated', 'handed-over', 'lost'];

/** The outline of each status, around the origin: shape and colour both tell it, so that neither is needed alone. */
const shapes: Readonly<Record<BaseStatus, string>> = {
  held: 'M-6-6H6V6H-6Z',
  scheduled: 'M0-8 8 0 0 8-8 0Z',
  withdrawing: 'M0-8 7.5 6H-7.5Z',
  vacated: 'M0-7A7 7 0 1 1 0 7 7 7 0 1 1 0-7ZM0-4A4 4 0 1 0 0 4 4 4 0 1 0 0-4Z',
  'handed-over': 'M0-7A7 7 0 1 1 0 7 7 7 0 1 1 0-7Z',
  lost: 'M-7-4-4-7 0-3 4-7 7-4 3 0 7 4 4 7 0 3-4 7-7 4-3 0Z',
};

/** The mark of a status, to be put into a drawing. */
export const StatusShape = ({ status }: { status: BaseStatus }) => (
  <path d={shapes[status]} class={`mark ${status}`} fill={`var(--${status})`} />
);

/** A status in a line of text: its mark and its word. */
export function StatusWord({ status }: { status: BaseStatus }) {
  return (
    <span class="status">
      <svg class="icon" viewBox="-9 -9 18 18" aria-hidden="true">
        <StatusShape status={status} />
      </svg>
      {t(status)}
    </span>
  );
}

/** A mission's status: a word with a mark. */
export function MissionStatus({ status }: { status: 'on-track' | 'at-risk' | 'late' | 'complete' }) {
  return <strong class={`pill ${status}`}>{t(`status.${status}`)}</strong>;
}

/** The words of the three verdicts. */
export type VerdictName =
  'on-track' | 'tight' | 'will-miss' | 'starting' | 'no-recent-figure' | 'clear' | 'waiting' | 'blocking';

const verdictShapes = {
  good: shapes['handed-over'],
  warn: 'M0-8 8 7H-8Z',
  bad: shapes.lost,
  quiet: shapes.vacated,
} as const;

const gradeOf: Readonly<Record<VerdictName, keyof typeof verdictShapes>> = {
  'on-track': 'good',
  clear: 'good',
  tight: 'warn',
  waiting: 'warn',
  'will-miss': 'bad',
  blocking: 'bad',
  starting: 'quiet',
  'no-recent-figure': 'quiet',
};

/** A verdict: its shape and its word. */
export function VerdictWord({ name }: { name: VerdictName }) {
  const grade = gradeOf[name];
  return (
    <strong class={`verdict ${grade}`}>
      <svg class="icon" viewBox="-9 -9 18 18" aria-hidden="true">
        <path d={verdictShapes[grade]} />
      </svg>
      {t(`verdict.${name}`)}
    </strong>
  );
}
