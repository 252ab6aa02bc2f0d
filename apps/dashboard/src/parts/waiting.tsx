import { discard, sendWaiting, waiting } from '../state/queue.js';
import { t } from '../words/words.js';
import { Named } from './named.js';

/** Commands that wait in this browser, and those that were refused while nobody looked. */
export function Waiting() {
  const commands = waiting.value;
  if (commands.length === 0) return null;
  return (
    <section class="waiting banner" aria-label={t('waiting')}>
      <h3>
        {t('waiting')} ({commands.length})
      </h3>
      <p class="small">{t('waitingNote')}</p>
      <ul class="lines">
        {commands.map(({ key, mission, command, body, problem }) => (
          <li key={key}>
            <strong>
              <Named of="command" name={command} />
            </strong>{' '}
            ({mission}){' '}
            <span class="quiet" lang="en">
              {JSON.stringify(body)}
            </span>
            {problem !== undefined && (
              <p class="error">
                {t('refusedLater')} <span lang="en">{problem}</span>
              </p>
            )}{' '}
            <button type="button" class="plain" onClick={() => discard(key)}>
              {t('discard')}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => sendWaiting()}>
        {t('sendNow')}
      </button>
    </section>
  );
}
