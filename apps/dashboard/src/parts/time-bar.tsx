import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { daysToDraw } from '../charts/burndown.js';
import { goTo, isLive, knownAt, mission, validAt } from '../place.js';
import { documents } from '../state/live.js';
import { bringAhead, isMoving } from '../state/moment.js';
import { day, t } from '../words/words.js';

const speeds = [1, 2, 4, 8] as const;
const weekDays = 7;

const isPlaying = signal(false);
const speed = signal<number>(2);
const isTogether = signal(true);

/** The days that can be shown: from the start to the deadline or the last day on which anything moved. */
function daysOfMission(): string[] {
  const { burndown } = documents.value;
  return burndown ? daysToDraw(burndown).map(({ date }) => date) : [];
}

const dayIn = (at: string | undefined): string | undefined =>
  at !== undefined && /^\d{4}-\d{2}-\d{2}/.test(at) ? at.slice(0, 10) : undefined;

/** Shows another day; the days are within the mission's own. */
function show(days: readonly string[], index: number, axis: 'validAt' | 'knownAt'): void {
  const date = days[Math.min(days.length - 1, Math.max(0, index))];
  if (date === undefined) return;
  goTo(isTogether.value ? { validAt: date, knownAt: date } : { [axis]: date }, true);
}

/** Goes so many days on from the day that is shown; both axes where they move together. */
function step(days: readonly string[], by: number): void {
  const at = dayIn(validAt.value) ?? dayIn(knownAt.value);
  const index = at === undefined ? days.length - 1 : days.indexOf(at);
  show(days, index + by, 'validAt');
}

/** A slider for each of the two axes, which play like a film: what had happened by, and what was known by. */
export function TimeBar() {
  const days = daysOfMission();
  useEffect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(() => play(daysOfMission()), 1000 / speed.value);
    return () => clearInterval(timer);
  }, [isPlaying.value, speed.value]);
  if (days.length === 0) return null;
  return (
    <section class="time-bar" aria-label={t('replay')} onKeyDown={(event) => onKey(event, days)}>
      <div class="buttons">
        <button type="button" onClick={() => step(days, -1)} aria-label={t('stepBack')} title={t('stepBack')}>
          ◀
        </button>
        <button type="button" class="play" onClick={() => toggle(days)}>
          {t(isPlaying.value ? 'pause' : 'play')}
        </button>
        <button type="button" onClick={() => step(days, 1)} aria-label={t('stepOn')} title={t('stepOn')}>
          ▶
        </button>
        <label>
          <span class="hidden">{t('speed')}</span>
          <select value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
            {speeds.map((one) => (
              <option key={one} value={one}>
                {t('perSecond', { n: one })}
              </option>
            ))}
          </select>
        </label>
        {!isLive.value && (
          <button
            type="button"
            class="to-now"
            onClick={() => {
              isPlaying.value = false;
              goTo({ validAt: undefined, knownAt: undefined });
            }}
          >
            {t('toNow')}
          </button>
        )}
      </div>
      <Axis word="happenedBy" axis="validAt" days={days} at={validAt.value} />
      <Axis word="knownBy" axis="knownAt" days={days} at={knownAt.value} />
      <label class="together">
        <input
          type="checkbox"
          checked={isTogether.value}
          onChange={(event) => (isTogether.value = event.currentTarget.checked)}
        />
        {t('together')}
      </label>
      <p class="quiet small hint">{t('replayHint')}</p>
    </section>
  );
}

interface AxisProps {
  word: 'happenedBy' | 'knownBy';
  axis: 'validAt' | 'knownAt';
  days: readonly string[];
  at: string | undefined;
}

function Axis({ word, axis, days, at }: AxisProps) {
  const date = dayIn(at);
  const index = date === undefined ? days.length - 1 : Math.max(0, days.indexOf(date));
  const text = at === undefined ? t('now') : day(at);
  return (
    <label class="axis">
      <span>
        {t(word)} <b>{text}</b>
      </span>
      <input
        type="range"
        name={axis}
        min={0}
        max={days.length - 1}
        value={index}
        aria-valuetext={text}
        onInput={(event) => show(days, Number(event.currentTarget.value), axis)}
      />
    </label>
  );
}

function toggle(days: readonly string[]): void {
  isPlaying.value = !isPlaying.value;
  // Playing from the end begins anew.
  const at = dayIn(validAt.value);
  if (isPlaying.value && (at === undefined || at === days.at(-1))) show(days, 0, 'validAt');
}

/** One picture of the film. It waits for the one before, and brings the next ahead. */
function play(days: readonly string[]): void {
  if (isMoving.value) return;
  const index = days.indexOf(dayIn(validAt.value) ?? '');
  if (index < 0 || index >= days.length - 1) {
    isPlaying.value = false;
    return;
  }
  step(days, 1);
  const next = days[index + 2];
  if (next === undefined || mission.value === undefined) return;
  bringAhead(mission.value, { validAt: next, knownAt: isTogether.value ? next : knownAt.value });
}

function onKey(event: KeyboardEvent, days: readonly string[]): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || target.type !== 'range') return;
  const by = event.key === 'PageUp' ? weekDays : event.key === 'PageDown' ? -weekDays : 0;
  if (event.key === ' ') toggle(days);
  else if (by !== 0) show(days, Number(target.value) + by, target.name === 'knownAt' ? 'knownAt' : 'validAt');
  else return;
  event.preventDefault();
}
