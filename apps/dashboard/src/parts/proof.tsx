import { useState } from 'preact/hooks';
import { missionOf, server } from '../api/server.js';
import { ProblemError, type Entry } from '#libs/client';
import { verifyEntry, type InclusionAnswer, type Verdict } from '../proof/verify.js';
import { offers } from '../state/described.js';
import { t } from '../words/words.js';

/** The exact bytes of an entry, as they are stored and signed. */
async function bytesOf(mission: string, revision: number): Promise<string> {
  const after = revision === 0 ? undefined : revision - 1;
  const reading = { accept: 'application/x-ndjson', cache: 'no-store' } as const;
  const text = await missionOf(mission).text('/entries', { after, limit: 1 }, reading);
  return text.replace(/\n$/, '');
}

async function verdictOn({ mission, revision, id }: Entry): Promise<Verdict> {
  const [body, answer, key] = await Promise.all([
    bytesOf(mission, revision),
    missionOf(mission).json<InclusionAnswer>('/proofs/inclusion', { revision }),
    server.text(`/log/${encodeURIComponent(mission)}/key`, { accept: 'text/plain' }),
  ]);
  // What is proven must be what is shown.
  const proven = JSON.parse(body) as Entry;
  if (proven.id !== id || proven.revision !== revision || answer.revision !== revision)
    return { isProven: false, why: 'the server sent another entry than the one that is shown' };
  return verifyEntry(body, answer, key);
}

/** Checks an entry's proof, with this browser's own arithmetic. */
export function Proof({ entry }: { entry: Entry }) {
  const [verdict, setVerdict] = useState<Verdict | 'checking'>();
  if (!offers.value.proofs || !globalThis.isSecureContext) return null;
  const check = (): void => {
    setVerdict('checking');
    verdictOn(entry).then(setVerdict, (error: unknown) =>
      setVerdict({ isProven: false, why: error instanceof ProblemError ? error.problem.detail : String(error) }),
    );
  };
  return (
    <>
      <h3>{t('proof')}</h3>
      <div aria-live="polite">
        {verdict === undefined && (
          <button type="button" class="check-proof" onClick={check}>
            {t('checkProof')}
          </button>
        )}
        {verdict === 'checking' && <p>{t('checking')}</p>}
        {typeof verdict === 'object' && <Told verdict={verdict} revision={entry.revision} />}
      </div>
      <p class="quiet small">{t('proofLimits')}</p>
    </>
  );
}

function Told({ verdict, revision }: { verdict: Verdict; revision: number }) {
  if (!verdict.isProven)
    return (
      <p class="outcome bad">
        {t('notProven')} <span lang="en">{verdict.why}</span>
      </p>
    );
  return (
    <p class="outcome good">
      <strong>{t('proven', { revision, size: verdict.size })}</strong>{' '}
      {t(verdict.isSigned ? 'signatureGood' : 'signatureUnchecked')}
    </p>
  );
}
