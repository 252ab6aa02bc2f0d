import { isLive, knownAt, validAt } from '../place.js';
import { now } from '../state/clock.js';
import { sideOf, today } from '../state/days.js';
import { connection, heardAt, refusal, revision } from '../state/live.js';
import { failure, isMoving, shown } from '../state/moment.js';
import { clock, day, instant, t } from '../words/words.js';
import { SignedOut } from './signed-out.js';

/** The zone in which this page tells the time: the mission's, if one is shown. */
export const zone = (): string => shown.value.summary?.deadline.timeZone ?? 'UTC';

/** One end of the moment shown, in words. */
const told = (at: string | undefined): string =>
  at === undefined ? t('now') : /^\d+$/.test(at) ? t('revision', { revision: at }) : day(at);

const side = (): 'past' | 'today' | 'ahead' => (validAt.value === undefined ? 'past' : sideOf(validAt.value));

const badges = { past: 'pastBadge', today: 'momentBadge', ahead: 'aheadBadge' } as const;
const sentences = { past: 'pastMoment', today: 'todayMoment', ahead: 'aheadMoment' } as const;

/** The moment shown, as short as it can be said. */
function badge(): string {
  const [at, known] = [told(validAt.value), told(knownAt.value)];
  const moment =
    at === known
      ? at
      : knownAt.value === undefined
        ? t('asKnownNow', { validAt: at })
        : t('asKnown', { validAt: at, knownAt: known });
  return t(badges[side()], { moment });
}

/** What is shown and as of when, seen at all times: "live" is said of the newest state alone, and never on paper. */
export function ConnectionState() {
  const state = connection.value;
  const heard =
    heardAt.value > 0 &&
    `${t('asOf', { time: clock(heardAt.value, zone()) })} · ${t('revision', { revision: revision.value })}`;
  if (!isLive.value) {
    const words = heard === false ? t(state) : `${t(state)}, ${heard}`;
    return (
      <p class={`connection ${state}`}>
        <span class="dot" role="img" aria-label={words} title={words} />
        <strong class="shows">{badge()}</strong>
      </p>
    );
  }
  return (
    <p class={`connection ${state}`}>
      <span class="dot" aria-hidden="true" />
      <strong class="line-state">{t(state)}</strong> {heard}{' '}
      {heardAt.value > 0 && <span class="on-paper">{day(today.value)}</span>}
      <span class="wall-clock" aria-hidden="true">
        {clock(now.value, zone())}
      </span>
    </p>
  );
}

/** Which moment is shown, in a sentence. */
export function momentInWords(): string {
  if (isLive.value) return t('asOf', { time: instant(heardAt.value, zone(), { second: '2-digit' }) });
  return t(sentences[side()], { validAt: told(validAt.value), knownAt: told(knownAt.value) });
}

/** What must be said before anything else: nothing comes any more, or what is shown is the past. */
export function Banners() {
  const heard = heardAt.value > 0 ? clock(heardAt.value, zone()) : '';
  return (
    <div class="banners" role="status">
      {connection.value === 'stale' && <p class="banner stale">{t('staleSince', { time: heard })}</p>}
      {connection.value === 'connecting' && heardAt.value > 0 && refusal.value?.status !== 401 && (
        <p class="banner">{t('connectionLost', { time: heard })}</p>
      )}
      {!isLive.value && (
        <p class={`banner ${side()}`}>
          {momentInWords()}
          {isMoving.value && ` ${t('moving')}`}
        </p>
      )}
      {refusal.value?.status === 401 && <SignedOut />}
      {failure.value === 'unreachable' && <p class="banner stale">{t('unreachable')}</p>}
    </div>
  );
}
