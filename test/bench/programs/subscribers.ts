import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Arrivals, Wanted } from '../fan-out.js';

/** How many connections are opened at once. */
const openedAtOnce = 50;

const sockets: Socket[] = [];
let marker: string | undefined;
let arrived: number[] = [];
let first = '';

/** When something came of what is waited for, in milliseconds since 1970, with fractions. */
const now = (): number => performance.timeOrigin + performance.now();

async function open(address: URL): Promise<void> {
  const socket = connect(Number(address.port), address.hostname);
  socket.setEncoding('utf8');
  socket.write(
    `GET ${address.pathname}${address.search} HTTP/1.1\r\nhost: ${address.host}\r\naccept: text/event-stream\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.on('data', (text: string) => take(text));
  sockets.push(socket);
}

function take(text: string): void {
  if (marker === undefined || !text.includes(marker)) return;
  if (arrived.length === 0) first = text;
  if (arrived.push(now()) < sockets.length) return;
  marker = undefined;
  send({ arrived, first });
}

const send = (arrivals: Arrivals): void => void process.send?.(arrivals);

process.on('disconnect', () => process.exit());
process.on('message', ({ marker: next }: Wanted) => {
  [marker, arrived, first] = [next, [], ''];
  process.send?.('waiting');
});

const [url = '', count = '0'] = process.argv.slice(2);
while (sockets.length < Number(count))
  await Promise.all(
    Array.from({ length: Math.min(openedAtOnce, Number(count) - sockets.length) }, () => open(new URL(url))),
  );
process.send?.('open');
