import { useEffect, useRef } from 'preact/hooks';
import { pageOf, type EntryBehind, type InputBehind, type Why as Answer } from '#libs/client';
import { missionOf } from '../api/server.js';
import { goTo, hrefTo, knownAt, language, mission, place, validAt } from '../place.js';
import { useAnswer } from '../state/answer.js';
import { revision } from '../state/live.js';
import { may } from '../state/permitted.js';
import { isWord, number, t, when } from '../words/words.js';
import { zone } from './connection.js';
import { numberColumn } from './entry-link.js';
import { Failed } from './failed.js';
import { statuses } from './marks.js';
import { Named } from './named.js';
import { Table } from './table.js';

/** An answer, and the next page of the entries behind it. */
const joined = (one: Answer, more: Answer): Answer => ({
  ...one,
  contributions: one.contributions && [...one.contributions, ...(more.contributions ?? [])],
  entries: one.entries && [...one.entries, ...(more.entries ?? [])],
  next: more.next,
});

/** The view and the pointer of a figure, as the URL has them: `summary:/strength/present`. */
function figureIn(text: string): { view: string; pointer: string } {
  const [, view = 'summary', pointer = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  return { view, pointer };
}

/** The entries behind the figure that the URL asks about, over the page that shows it. */
export function Why() {
  const { why } = place.value;
  return why === undefined || !may('read-history') ? null : <Explained key={why} why={why} />;
}

function Explained({ why }: { why: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { view: asked, pointer } = figureIn(why);
  const [id, valid, known] = [mission.value, validAt.value, knownAt.value];
  useEffect(() => dialog.current?.showModal(), []);
  const read = (after?: string, signal?: AbortSignal): Promise<Answer> =>
    missionOf(id).json<Answer>(pageOf(asked), { validAt: valid, knownAt: known, why: pointer, after }, signal);
  const { answer, problem, setAnswer, setProblem } = useAnswer(
    (signal) => read(undefined, signal),
    [id, asked, valid, known, pointer, revision.value, language.value],
  );
  const close = (): void => goTo({ why: undefined });
  const behind = answer?.contributions ?? answer?.entries ?? [];
  return (
    <dialog ref={dialog} class="why" aria-labelledby="why-title" onClose={close}>
      <h2 id="why-title">{t('whyTitle', { value: inWords(answer?.value) })}</h2>
      <p class="quiet ref">{why}</p>
      {problem !== undefined && <Failed error={problem} />}
      {!answer && problem === undefined && <p class="quiet">{t('loading')}</p>}
      {answer?.text !== undefined && (
        <p class="sentence" lang="en">
          {answer.text}
        </p>
      )}
      {answer?.formula !== undefined && (
        <p>
          {t('labelled', { label: t('formula') })} <code lang="en">{answer.formula}</code>
        </p>
      )}
      {behind.length > 0 && (
        <Table
          caption={t('contributions')}
          rows={behind}
          keyOf={(one) => one.revision}
          columns={[
            numberColumn,
            { head: t('occurred'), cell: ({ occurredAt }) => occurredAt !== undefined && when(occurredAt, zone()) },
            { head: t('entries'), cell: toldOf },
            { head: t('contribution'), isNumber: true, cell: ({ contributed }) => inWords(contributed) },
          ]}
        />
      )}
      {answer?.next !== undefined && (
        <button
          type="button"
          onClick={() => void read(answer.next).then((more) => setAnswer(joined(answer, more)), setProblem)}
        >
          {t('older')}
        </button>
      )}
      {answer?.inputs && answer.inputs.length > 0 && (
        <Table
          caption={t('inputs')}
          rows={answer.inputs}
          keyOf={({ view, pointer: at, name }) => `${view}:${at} ${name}`}
          columns={[
            { head: t('pointer'), isHead: true, cell: (input) => <InputOf input={input} /> },
            { head: t('value'), isNumber: true, cell: ({ value }) => inWords(value) },
          ]}
        />
      )}
      <p>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </p>
    </dialog>
  );
}

/** An entry by its sentence; by its type if it has none. */
const toldOf = ({ sentence, type }: EntryBehind) =>
  sentence === undefined ? <Named of="entry" name={type ?? ''} /> : <span>{sentence}</span>;

/** An input of a formula is a figure itself, which has a why of its own if it is one of a view. */
function InputOf({ input: { view, pointer, name } }: { input: InputBehind }) {
  const text = name === undefined ? pointer : <span lang="en">{name}</span>;
  return view !== undefined && pointer !== undefined && /^[a-z]+$/.test(view) && view !== 'shown' ? (
    <a href={hrefTo({ why: `${view}:${pointer}` })}>{text}</a>
  ) : (
    <span>{text}</span>
  );
}

const isBaseStatus = (text: string): boolean => statuses.some((one) => one === text);

/** A status or a verdict in the reader's words, of a mission or of a base; any other text as it is. */
function statusIn(text: string): string {
  const word = [text, `status.${text}`, `verdict.${text}`].slice(isBaseStatus(text) ? 0 : 1).find(isWord);
  return word === undefined ? text : t(word);
}

/** How a bound moved that was or became unknown. */
const isMove = (value: unknown): value is { from: unknown; to: unknown } =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value;

/** A value of any shape, short: a count with its bounds, or how a bound that was or became unknown moved. */
function inWords(value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return t('unknown');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'object' && 'best' in value) {
    const { low, best, high } = value as Record<'low' | 'best' | 'high', unknown>;
    const ends = { low: inWords(low), high: inWords(high) };
    const range = isMove(low) || isMove(high) ? t('rangeMoved', ends) : t('range', ends);
    return low === high && best === low ? inWords(best) : `${inWords(best)} (${range})`;
  }
  if (isMove(value)) return `${inWords(value.from)} → ${inWords(value.to)}`;
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  return typeof value === 'string' ? statusIn(value) : JSON.stringify(value);
}
