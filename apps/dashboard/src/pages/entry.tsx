import { missionOf } from '../api/server.js';
import type { HistoryItem } from '#libs/client';
import { zone } from '../parts/connection.js';
import { EntryLink } from '../parts/entry-link.js';
import { Facts } from '../parts/facts.js';
import { Failed } from '../parts/failed.js';
import { Marks } from '../parts/entry-marks.js';
import { Named } from '../parts/named.js';
import { Person } from '../parts/person.js';
import { Proof } from '../parts/proof.js';
import { hrefTo, language, mission } from '../place.js';
import { useAnswer } from '../state/answer.js';
import { revision as head } from '../state/live.js';
import { may } from '../state/permitted.js';
import { instant, t, when } from '../words/words.js';

/** Another entry that an entry is tied to, as far as the server tells. */
interface Tied {
  revision?: number;
  sentence?: string;
}

type Told = HistoryItem & { causedBy?: unknown; caused?: unknown };

/** What each of these asks for; a slip of one's own is retracted by whoever may do that. */
const needs = { correct: ['order'], retract: ['order', 'retract-own'], dispute: ['dispute'] } as const;

/** What the answer says about the entry, which is not part of its envelope. */
const aboutIt = new Set(['validAt', 'knownAt', 'sentence', 'marks', 'causedBy', 'caused', 'discrepancies']);

/** One entry whole: its envelope, what became of it, what caused it and what it caused. */
export function OneEntry({ revision }: { revision: string }) {
  const { answer: item, problem } = useAnswer(
    (signal) => missionOf(mission.value).entry<Told>(revision, signal),
    [revision, head.value, language.value],
  );
  if (problem !== undefined) return <Failed error={problem} />;
  if (!item) return <p class="quiet">{t('loading')}</p>;
  const { sentence, causedBy, caused } = item;
  const envelope = Object.fromEntries(Object.entries(item).filter(([name]) => !aboutIt.has(name)));
  const { source } = item;
  const acts = (['correct', 'retract', 'dispute'] as const).filter((what) => may(...needs[what]));
  return (
    <section class="panel">
      <p>
        <a href={hrefTo({ page: 'history' })}>{t('back')}</a>
      </p>
      <h2>{t('entry', { revision })}</h2>
      <p class="sentence">{sentence}</p>
      <p>
        <Marks item={item} />
      </p>
      <Facts
        of={[
          ['type', <Named of="entry" name={item.type} />],
          ['occurred', when(item.occurredAt, zone())],
          ...(item.reportedAt === undefined ? [] : [['reported', when(item.reportedAt, zone())] as const]),
          ['recorded', instant(item.recordedAt, zone(), { second: '2-digit' })],
          [
            'by',
            <>
              <Person id={item.actor.id} /> ({item.actor.role})
            </>,
          ],
          ...(source ? [['source', <SourceOf source={source} />] as const] : []),
        ]}
      />
      <TiedTo head={t('causes')} value={causedBy} own={item.revision} />
      <TiedTo head={t('effects')} value={caused} own={item.revision} />
      <p class="actions">
        {acts.map((what) => (
          <a key={what} class="button" href={hrefTo({ page: 'act', command: `${what}-entry`, id: revision })}>
            {t(what)}
          </a>
        ))}
      </p>
      {may('read-history') && <Proof entry={item} />}
      <h3>{t('envelope')}</h3>
      <pre tabIndex={0}>{JSON.stringify(envelope, null, 2)}</pre>
    </section>
  );
}

function SourceOf({ source }: { source: NonNullable<Told['source']> }) {
  const isLinked = source.url !== undefined && /^https?:/.test(source.url);
  return (
    <>
      {isLinked ? (
        <a href={source.url} rel="noreferrer external">
          {source.title}
        </a>
      ) : (
        source.title
      )}{' '}
      <span class="quiet">
        <Named of="choice" name={source.confidence} />
      </span>
    </>
  );
}

function tiedIn(value: unknown): Tied[] {
  if (Array.isArray(value)) return value.flatMap(tiedIn);
  if (typeof value !== 'object' || value === null) return [];
  return 'sentence' in value ? [value as Tied] : Object.values(value).flatMap(tiedIn);
}

function TiedTo({ head: title, value, own }: { head: string; value: unknown; own: number }) {
  const tied = tiedIn(value).filter(({ revision }) => revision !== undefined && revision !== own);
  if (tied.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="lines">
        {tied.map(({ revision, sentence }) => (
          <li key={revision}>
            <EntryLink revision={String(revision)} class="ref">{`#${revision}`}</EntryLink> {sentence}
          </li>
        ))}
      </ul>
    </>
  );
}
