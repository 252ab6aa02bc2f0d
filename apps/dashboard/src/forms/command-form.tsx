import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, ProblemDocument } from '#libs/client';
import { hrefTo } from '../place.js';
import type { CommandDescription } from '../state/described.js';
import { revision } from '../state/live.js';
import { shown } from '../state/moment.js';
import { dryRun, submit, type Outcome } from '../state/queue.js';
import { t } from '../words/words.js';
import { FieldsOf } from './field.js';
import type { FormContext } from './input.js';
import { ChangedSince, Recorded, Refusal, WouldRecord } from './outcomes.js';
import { fieldsOf, filled, type Fields, type Value } from './values.js';

interface CommandFormProps {
  command: CommandDescription;
  mission: string | undefined;
  start: Fields;
}

type Step =
  | { at: 'filling' }
  | { at: 'checked'; answer: Answer }
  | { at: 'unchecked' }
  | { at: 'recorded'; answer: Answer }
  | { at: 'queued' }
  | { at: 'refused'; problem: ProblemDocument };

/** The form of one command: checked by a dry run first, then recorded, with what stands against it beside the fields. */
export function CommandForm({ command, mission, start }: CommandFormProps) {
  const [value, setValue] = useState<Value>(start);
  const [id, setId] = useState(mission ?? '');
  const [step, setStep] = useState<Step>({ at: 'filling' });
  const [round, setRound] = useState(0);
  const [isBusy, setBusy] = useState(false);
  // What the planner saw first: what changed since is shown before it is overwritten.
  const [ifMatch, setIfMatch] = useState<number>();
  const newest = revision.value;
  useEffect(() => {
    if (mission !== undefined && newest >= 0) setIfMatch((seen) => seen ?? newest);
  }, [mission, newest]);
  const told = useRef<HTMLDivElement>(null);
  const problem = step.at === 'refused' ? step.problem : undefined;
  const context: FormContext = {
    errors: new Map(problem?.errors?.map(({ pointer, detail }) => [pointer, detail])),
    suggestions: suggestions(),
  };
  const change = (next: Value): void => {
    setValue(next);
    setStep({ at: 'filling' });
  };
  const run = async (work: () => Promise<Step>): Promise<void> => {
    setBusy(true);
    setStep(await work());
    setBusy(false);
    told.current?.focus();
  };
  const check = (match = ifMatch): Promise<void> =>
    run(async () => {
      const outcome = await dryRun(id, command.name, fieldsOf(filled(value)), match);
      if (outcome.kind === 'waiting') return { at: 'unchecked' };
      return outcome.kind === 'recorded' ? { at: 'checked', answer: outcome.answer } : stepOf(outcome);
    });
  const record = (): Promise<void> =>
    run(async () => {
      const outcome = await submit({ mission: id, command: command.name, body: fieldsOf(filled(value)), ifMatch });
      if (outcome.kind === 'recorded') setIfMatch(outcome.answer.revision);
      // What is done is done: another attempt needs another act, or one attack would count twice.
      if (outcome.kind !== 'refused') {
        setValue(start);
        setRound(round + 1);
      }
      return stepOf(outcome);
    });
  const applyAgain = (now: number): void => {
    setIfMatch(now);
    void check(now);
  };
  const mayRecord = step.at === 'checked' || step.at === 'unchecked';
  return (
    <form
      class="command"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void (mayRecord ? record() : check());
      }}
    >
      <p lang="en">{command.summary}</p>
      {ifMatch !== undefined && <p class="quiet small">{t('lastChange', { revision: ifMatch })}</p>}
      {mission === undefined && (
        <div class="field">
          <label for="mission-id">{t('newMissionId')}</label>
          <input id="mission-id" type="text" value={id} onInput={(event) => setId(event.currentTarget.value)} />
        </div>
      )}
      <div class="fields" key={round}>
        <FieldsOf schema={command.schema} pointer="" value={value} context={context} onChange={change} />
      </div>
      <div class="told" ref={told} tabIndex={-1} aria-live="polite">
        {step.at === 'checked' && <WouldRecord answer={step.answer} />}
        {step.at === 'unchecked' && <p class="banner">{t('unchecked')}</p>}
        {step.at === 'queued' && (
          <p class="banner">
            {t('queued')} {t('keptHere')}
          </p>
        )}
        {step.at === 'recorded' && <Recorded answer={step.answer} mission={id} />}
        {problem?.status === 412 ? (
          <ChangedSince problem={problem} onApply={applyAgain} />
        ) : (
          problem && <Refusal problem={problem} />
        )}
      </div>
      <p class="actions">
        <button type="submit" class={mayRecord ? undefined : 'first'} disabled={isBusy || mayRecord}>
          {t('check')}
        </button>
        <button type="button" class={mayRecord ? 'first' : undefined} disabled={isBusy || !mayRecord} onClick={record}>
          {t('record')}
        </button>
        {step.at === 'recorded' && mission === undefined && (
          <a class="button" href={hrefTo({ mission: id, page: 'overview' })}>
            {t('overview')}
          </a>
        )}
      </p>
    </form>
  );
}

function stepOf(outcome: Outcome): Step {
  if (outcome.kind === 'waiting') return { at: 'queued' };
  return outcome.kind === 'recorded'
    ? { at: 'recorded', answer: outcome.answer }
    : { at: 'refused', problem: outcome.problem };
}

/** Ids that are known, for the fields that take them. */
function suggestions(): FormContext['suggestions'] {
  const { bases, convoys, summary, permits, discrepancies, incidents } = shown.value;
  const baseIds = bases?.items.map(({ id }) => id) ?? [];
  const convoyIds = convoys?.items.map(({ id }) => id) ?? [];
  return {
    base: baseIds,
    hub: baseIds,
    at: baseIds,
    from: baseIds,
    to: [...baseIds, 'abroad'],
    convoy: convoyIds,
    for: [...baseIds, ...convoyIds],
    component: ['all', ...Object.keys(summary?.strength.components ?? {})],
    permit: permits?.items.map(({ id }) => id) ?? [],
    discrepancy: discrepancies?.items.map(({ id }) => id) ?? [],
    incident: incidents?.items.map(({ id }) => id) ?? [],
  };
}
