import { codeOf, type Answer, type Entry, type ProblemDocument } from '#libs/client';
import { zone } from '../parts/connection.js';
import { Discrepancy } from '../parts/discrepancy.js';
import { EntryLink } from '../parts/entry-link.js';
import { Named } from '../parts/named.js';
import { hrefTo } from '../place.js';
import { t, when } from '../words/words.js';
import { idOf } from './values.js';
import { WouldChange } from './would-change.js';

/** Fields of an envelope that everybody sees elsewhere. */
const briefly = ({ data, occurredAt }: Entry): string => `${occurredAt} ${JSON.stringify(data)}`;

/** What a dry run answered: nothing has been recorded yet. */
export function WouldRecord({ answer: { entries, discrepancies, warnings = [], changes = [] } }: { answer: Answer }) {
  return (
    <div class={warnings.length > 0 ? 'outcome warn' : 'outcome'}>
      <p>
        <strong>{t('checkedAs')}</strong>
      </p>
      <ul class="lines">
        {entries.map((entry) => (
          <li key={entry.revision}>
            <span class="ref">{`#${entry.revision}`}</span> <Named of="entry" name={entry.type} />{' '}
            <span lang="en">{briefly(entry)}</span>
          </li>
        ))}
      </ul>
      {warnings.length > 0 && (
        <div class="warnings">
          <p>
            <strong>{t('looksLike')}</strong>
          </p>
          <ul class="lines">
            {warnings.map(({ rule, entries: of, text }) => (
              <li key={`${rule} ${of.join(' ')}`}>
                <Discrepancy rule={rule} message={text} />
                {of.map((revision) => (
                  <EntryLink key={revision} revision={revision} class="ref" target="_blank">
                    {` #${revision}`}
                  </EntryLink>
                ))}
              </li>
            ))}
          </ul>
        </div>
      )}
      <WouldChange changes={changes} />
      {discrepancies.length === 0 ? (
        <p>{t('wouldOpenNone')}</p>
      ) : (
        <>
          <p>{t('wouldOpen')}</p>
          <ul class="lines">
            {discrepancies.map(({ id, rule, message }) => (
              <li key={id}>
                <Discrepancy rule={rule} message={message} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** What was recorded. */
export function Recorded({ answer: { entries, revision }, mission }: { answer: Answer; mission: string }) {
  const recorded = entries.at(-1)?.revision ?? revision;
  return (
    <div class="outcome good">
      <p>
        <strong>{t('recordedAs', { revision: recorded })}</strong>{' '}
        <a href={hrefTo({ mission, page: 'history', id: String(recorded) })}>{t('entry', { revision: recorded })}</a>
      </p>
      <p>{t('formCleared')}</p>
    </div>
  );
}

/** Why it was refused, with a link to each field that is at fault. */
export function Refusal({ problem }: { problem: ProblemDocument }) {
  const { title, detail, errors = [], figures } = problem;
  return (
    <div class="outcome bad" role="alert">
      <p>
        <strong>
          {t('labelled', { label: t('refused') })} <Named of="problem" name={codeOf(problem)} fallback={title} />
        </strong>
      </p>
      {errors.length > 0 ? (
        <>
          <p>{t('invalid')}</p>
          <ul>
            {errors.map((error) => (
              <li key={error.pointer}>
                <a href={`#${idOf(error.pointer)}`}>{error.pointer || '/'}</a> {error.detail}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{detail}</p>
      )}
      {figures !== undefined && (
        <dl class="facts" lang="en">
          {Object.entries(figures).map(([name, value]) => (
            <>
              <dt key={name}>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </>
          ))}
        </dl>
      )}
    </div>
  );
}

interface ChangedSinceProps {
  problem: ProblemDocument;
  onApply: (newest: number) => void;
}

/** What somebody recorded since the form was opened, and the offer to go on regardless. */
export function ChangedSince({ problem, onApply }: ChangedSinceProps) {
  const { revision, entries = [] } = problem;
  return (
    <div class="outcome warn" role="alert">
      <p>
        <strong>{t('changedSince')}</strong>
      </p>
      <ul class="lines">
        {entries.map((entry) => (
          <li key={entry.revision}>
            <EntryLink revision={entry.revision} class="ref">{`#${entry.revision}`}</EntryLink>{' '}
            <strong>
              <Named of="entry" name={entry.type} />
            </strong>{' '}
            {entry.actor.id}, {when(entry.occurredAt, zone())}{' '}
            <span class="quiet" lang="en">
              {JSON.stringify(entry.data)}
            </span>
          </li>
        ))}
      </ul>
      {revision !== undefined && (
        <button type="button" class="first" onClick={() => onApply(revision)}>
          {t('applyAgain')}
        </button>
      )}
    </div>
  );
}
