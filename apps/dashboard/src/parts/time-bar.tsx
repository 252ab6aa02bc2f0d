import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { goTo, isLive, knownAt, mission, validAt } from '../place.js';
import { daysBetween, firstDays, shiftDay, today } from '../state/days.js';
import { documents } from '../state/live.js';
import { bringAhead, isMoving } from '../state/moment.js';
import { day, t } from '../words/words.js';

const speeds = [1, 2, 4, 8] as const;
const weekDays = 7;

const isPlaying = signal(false);
const speed = signal<number>(2);
const isTogether = signal(true);

/** A track of days, from the first that can be shown to the present one: what is to come has not happened. */
interface Track {
  first: string;
  last: string;
}

type AxisName = 'validAt' | 'knownAt';
type Tracks = Readonly<Record<AxisName, Track>>;

/** What had happened begins with the mission, what was known with the log. */
function tracksOf(): Tracks | undefined {
  const from = documents.value.burndown?.from;
  if (from === undefined) return undefined;
  const trackFrom = (first: string): Track => ({ first, last: first < today.value ? today.value : first });
  return { validAt: trackFrom(from), knownAt: trackFrom(firstDays.value?.known ?? from) };
}

const dayIn = (at: string | undefined): string | undefined =>
  at !== undefined && /^\d{4}-\d{2}-\d{2}/.test(at) ? at.slice(0, 10) : undefined;

/** Shows another day of an axis, within its track. Its end is the present, which moves on by itself. */
function show({ first, last }: Track, date: string, axis: AxisName): void {
  const at = date >= last ? undefined : date < first ? first : date;
  goTo(isTogether.value ? { validAt: at, knownAt: at } : { [axis]: at }, true);
}

/** Goes so many days on from the day that is shown; both axes if they move together. */
function step({ validAt: track }: Tracks, by: number): void {
  const at = dayIn(validAt.value) ?? dayIn(knownAt.value) ?? track.last;
  show(track, shiftDay(at, by), 'validAt');
}

/** A slider for each of the two axes, which play like a film: what had happened by, and what was known by. */
export function TimeBar() {
  const tracks = tracksOf();
  useEffect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(() => play(tracksOf()), 1000 / speed.value);
    return () => clearInterval(timer);
  }, [isPlaying.value, speed.value]);
  if (!tracks) return null;
  return (
    <section class="time-bar" aria-label={t('replay')} onKeyDown={(event) => onKey(event, tracks)}>
      <div class="buttons">
        <button type="button" onClick={() => step(tracks, -1)} aria-label={t('stepBack')} title={t('stepBack')}>
          ◀
        </button>
        <button type="button" class="play" onClick={() => toggle(tracks)}>
          {t(isPlaying.value ? 'pause' : 'play')}
        </button>
        <button type="button" onClick={() => step(tracks, 1)} aria-label={t('stepOn')} title={t('stepOn')}>
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
      <Axis word="happenedBy" axis="validAt" track={tracks.validAt} at={validAt.value} />
      <Axis word="knownBy" axis="knownAt" track={tracks.knownAt} at={knownAt.value} />
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
  axis: AxisName;
  track: Track;
  at: string | undefined;
}

function Axis({ word, axis, track, at }: AxisProps) {
  const date = dayIn(at);
  const most = daysBetween(track.first, track.last);
  const index = date === undefined ? most : Math.min(most, Math.max(0, daysBetween(track.first, date)));
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
        max={most}
        value={index}
        aria-valuetext={text}
        onInput={(event) => show(track, shiftDay(track.first, Number(event.currentTarget.value)), axis)}
      />
    </label>
  );
}

function toggle({ validAt: track }: Tracks): void {
  isPlaying.value = !isPlaying.value;
  // Playing from the end begins anew.
  if (isPlaying.value && dayIn(validAt.value) === undefined) show(track, track.first, 'validAt');
}

/** One picture of the film, which ends with the present. It waits for the one before, and brings the next ahead. */
function play(tracks: Tracks | undefined): void {
  if (isMoving.value) return;
  const at = dayIn(validAt.value);
  if (!tracks || at === undefined) {
    isPlaying.value = false;
    return;
  }
  step(tracks, 1);
  const next = shiftDay(at, 2);
  if (next >= tracks.validAt.last || mission.value === undefined) return;
  bringAhead(mission.value, { validAt: next, knownAt: isTogether.value ? next : knownAt.value });
}

function onKey(event: KeyboardEvent, tracks: Tracks): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || target.type !== 'range') return;
  const by = event.key === 'PageUp' ? weekDays : event.key === 'PageDown' ? -weekDays : 0;
  const axis = target.name === 'knownAt' ? 'knownAt' : 'validAt';
  if (event.key === ' ') toggle(tracks);
  else if (by !== 0) show(tracks[axis], shiftDay(tracks[axis].first, Number(target.value) + by), axis);
  else return;
  event.preventDefault();
}
