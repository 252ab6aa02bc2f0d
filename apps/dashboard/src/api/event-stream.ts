import { problemOf, Refused } from './client.js';

/** One event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: string;
}

/** What is told of a stream. `onBytes` hears comments too: they say that the line is alive. */
export interface Listener {
  onBytes(): void;
  onEvent(event: StreamEvent): void;
}

/**
 * Reads Server-Sent Events until the stream ends. `EventSource` would do, but it does not tell of the comments that keep
 * the line alive, so nobody would know for how long nothing has come. Throws Refused where the server says no, TypeError
 * where it cannot be reached.
 */
export async function readEvents(
  path: string,
  lastEventId: string | undefined,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(path, {
    headers: { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    cache: 'no-store',
    signal,
  });
  if (!response.ok || !response.body) throw new Refused(await problemOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    listener.onBytes();
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const event = eventOf(part);
      if (event) listener.onEvent(event);
    }
  }
}

function eventOf(text: string): StreamEvent | undefined {
  const event: StreamEvent = { id: '', event: 'message', data: '' };
  const data: string[] = [];
  for (const line of text.split('\n')) {
    const [, field = '', value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'id') event.id = value;
    else if (field === 'event') event.event = value;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? undefined : { ...event, data: data.join('\n') };
}
