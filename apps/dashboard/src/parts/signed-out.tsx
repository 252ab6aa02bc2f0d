import { signInHref } from '../state/session.js';
import { t } from '../words/words.js';

/** Says that this browser is signed in no more, and leads to where it would be again. */
export function SignedOut() {
  return (
    <p class="banner stale">
      {t('signedOut')} <a href={signInHref()}>{t('signIn')}</a>
    </p>
  );
}
