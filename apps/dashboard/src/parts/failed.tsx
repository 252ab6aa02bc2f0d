import { Refused } from '../api/client.js';
import { t } from '../words/words.js';

/** Why something could not be shown: the server's own English words, or that it cannot be reached. */
export function Failed({ error }: { error: unknown }) {
  const isRefused = error instanceof Refused;
  return (
    <p role="alert" lang={isRefused ? 'en' : undefined}>
      {isRefused ? error.problem.detail : t('unreachable')}
    </p>
  );
}
