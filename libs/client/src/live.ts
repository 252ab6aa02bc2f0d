import type { Documents, Entry, MissionRow, ViewName } from './documents.js';
import type { StreamEvent, StreamListener } from './event-stream.js';
import { patched, type Operation } from './patch.js';

/** Views that a server brings by itself. */
export const liveViews = [
  'summary',
  'bases',
  'convoys',
  'schedule',
  'permits',
  'discrepancies',
  'burndown',
] as const satisfies readonly ViewName[];

/** Who follows a mission. */
export interface LiveListener extends Omit<StreamListener, 'onEvent'> {
  /** The views as they are now; what did not change is the same object as before. */
  onViews?: (documents: Documents) => void;
  /** What was recorded. */
  onEntry?: (entry: Entry) => void;
}

/** Who follows the list of missions. */
export interface MissionsListener extends Omit<StreamListener, 'onEvent'> {
  onRows: (rows: readonly MissionRow[]) => void;
}

interface Told<D> {
  view: ViewName;
  document: D;
  ops: Operation[];
  data: Entry;
}

/** Holds the views of a mission, as the events of its stream change them. */
export function listenerOf({ onViews, onEntry, ...line }: LiveListener): StreamListener {
  let held: Documents = {};
  return {
    ...line,
    onEvent: ({ event, data }) => {
      const told = JSON.parse(data) as Told<object>;
      if (event === 'entry') return onEntry?.(told.data);
      if (event === 'snapshot') held = { ...held, [told.view]: told.document };
      else if (event === 'patch') held = { ...held, [told.view]: patched(held[told.view] ?? {}, told.ops) };
      else return undefined;
      return onViews?.(held);
    },
  };
}

/** Holds the list of missions, as the events of its stream change it. */
export function missionsListenerOf({ onRows, ...line }: MissionsListener): StreamListener {
  let held: { items: MissionRow[] } = { items: [] };
  return {
    ...line,
    onEvent: ({ event, data }: StreamEvent) => {
      const told = JSON.parse(data) as Told<typeof held>;
      if (event === 'snapshot') held = told.document;
      else if (event === 'patch') held = patched(held, told.ops);
      else return;
      onRows(held.items);
    },
  };
}
