import type { Alert } from '#libs/alerts';
import type { Silence } from '#libs/domain';

/** What of a mission's alerts somebody was sent. */
export interface Sent {
  /** By id: on which day last, and with which hub. */
  readonly alerts: Readonly<Record<string, { day: string; hub?: string }>>;
  /** The silences that were in force, by revision: until when. */
  readonly silences: Readonly<Record<string, number>>;
}

/** Nothing so far. */
export const nothingSent: Sent = { alerts: {}, silences: {} };

/** What is to be said of the alerts of a mission, together with those of one hub. */
export interface AlertMessage {
  /** The hub; of what goes by none, undefined. */
  hub?: string;
  /** Those that began to fire, and those that still do on another day. */
  firing: readonly Alert[];
  /** Those that were sent, and fire no more. */
  resolved: readonly string[];
  /** The silences that are over, by revision. */
  silencesEnded: readonly number[];
  /** What was sent with this. */
  sent: Sent;
}

/** What is known of a mission's alerts at an instant (milliseconds since 1970), on a day of its zone. */
export interface AlertsNow {
  alerts: readonly Alert[];
  silences: readonly Pick<Silence, 'revision' | 'until'>[];
  at: number;
  day: string;
}

/**
 * What is to be said next of a mission's alerts after what was sent; undefined if nothing is. Silent ones are not sent, nor again
 * those that somebody looks after; that one resolved, and that a silence is over, is always said.
 */
export function nextAlertMessage(before: Sent, { alerts, silences, at, day }: AlertsNow): AlertMessage | undefined {
  const inForce = new Map(
    silences.filter(({ until }) => at <= until).map(({ revision, until }) => [String(revision), until]),
  );
  const silencesEnded = Object.keys(before.silences).filter((revision) => !inForce.has(revision));
  const isFiring = new Set(alerts.map(({ id }) => id));
  const due = alerts.filter(({ id, silenced, acknowledged }) => {
    const last = before.alerts[id];
    return !silenced && (last === undefined || (last.day < day && !acknowledged));
  });
  const resolved = Object.entries(before.alerts).filter(([id]) => !isFiring.has(id));
  const [first] = [...due.map(({ hub }) => hub), ...resolved.map(([, { hub }]) => hub)].toSorted(byName);
  const withHub = {
    firing: due.filter(({ hub }) => hub === first),
    resolved: resolved.filter(([, { hub }]) => hub === first),
  };
  const knowsSilences = [...inForce.keys()].every((revision) => revision in before.silences);
  if (due.length === 0 && resolved.length === 0 && silencesEnded.length === 0 && knowsSilences) return undefined;
  const gone = new Set(withHub.resolved.map(([id]) => id));
  return {
    ...(first !== undefined && { hub: first }),
    firing: withHub.firing,
    resolved: [...gone],
    silencesEnded: silencesEnded.map(Number),
    sent: {
      alerts: {
        ...Object.fromEntries(Object.entries(before.alerts).filter(([id]) => !gone.has(id))),
        ...Object.fromEntries(withHub.firing.map(({ id, hub }) => [id, { day, ...(hub !== undefined && { hub }) }])),
      },
      silences: Object.fromEntries(inForce),
    },
  };
}

/** Whether a message says anything: one may only note a silence that has begun. */
export const saysSomething = ({ firing, resolved, silencesEnded }: AlertMessage): boolean =>
  firing.length + resolved.length + silencesEnded.length > 0;

const byName = (one = '', other = ''): number => (one === other ? 0 : one < other ? -1 : 1);
