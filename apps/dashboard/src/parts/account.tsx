import { useEffect, useRef, useState } from 'preact/hooks';
import { forgetAll } from '../state/queue-store.js';
import { waiting } from '../state/queue.js';
import { endSession, sessions, signed, signOut, type Session } from '../state/session.js';
import { instant, t } from '../words/words.js';
import { Failed } from './failed.js';
import { Named } from './named.js';

/** Who is signed in, and the way to their sessions and out. Nothing if people are not told apart. */
export function Account() {
  const [isOpen, setOpen] = useState(false);
  if (!signed.value?.isSession) return null;
  return (
    <>
      <button type="button" class="plain account" onClick={() => setOpen(true)}>
        {t('signedInAs', { subject: signed.value.subject })}
      </button>
      {isOpen && <Sessions onClose={() => setOpen(false)} />}
    </>
  );
}

function Sessions({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [items, setItems] = useState<readonly Session[]>([]);
  const [problem, setProblem] = useState<unknown>();
  const load = (): void => void sessions().then(setItems, setProblem);
  useEffect(() => {
    dialog.current?.showModal();
    load();
  }, []);
  const end = ({ id, isThis }: Session): void =>
    void endSession(id).then(() => (isThis ? location.reload() : load()), setProblem);
  const unsent = waiting.value;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <dialog ref={dialog} aria-labelledby="account-title" onClose={onClose}>
      <h2 id="account-title">{t('signedInAs', { subject: signed.value?.subject ?? '' })}</h2>
      {problem !== undefined && <Failed error={problem} />}
      <h3>{t('sessions')}</h3>
      <ul class="lines sessions">
        {items.map((one) => (
          <li key={one.id}>
            {t(one.isThis ? 'thisSession' : 'otherSession', {
              subject: one.subject,
              begun: instant(one.begunAt, zone),
              used: instant(one.usedAt, zone),
            })}{' '}
            {!one.isThis && (
              <button type="button" class="plain" onClick={() => end(one)}>
                {t('endSession')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {unsent.length > 0 && (
        <div class="banner" role="alert">
          <p>{t('unsent', { count: unsent.length })}</p>
          <ul class="lines">
            {unsent.map(({ key, mission, command }) => (
              <li key={key}>
                <Named of="command" name={command} /> ({mission})
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>
        <button type="button" onClick={() => signOut(forgetAll).catch(setProblem)}>
          {t(unsent.length > 0 ? 'signOutAnyway' : 'signOut')}
        </button>{' '}
        <button type="button" class="plain" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </p>
    </dialog>
  );
}
