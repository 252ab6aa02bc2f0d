import { ProblemError } from '#libs/client';
import { t } from '../words/words.js';

/** Why something could not be shown: the server's own English words, or that it cannot be reached. */
export function Failed({ error }: { error: unknown }) {
  const isRefused = error instanceof ProblemError;
  return <p role="alert">{isRefused ? error.problem.detail : t('unreachable')}</p>;
}
