import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Connection } from './connection-string.js';
import { causeOf } from './failures.js';

/** How long a host is waited for. */
const connectMsMax = 2000;

type Host = Connection['hosts'][number];

/** Why a connection fails, in the words of this machine; undefined if it does not. */
function failureOf(socket: Socket, event: 'connect' | 'secureConnect'): Promise<string | undefined> {
  return new Promise<string | undefined>((resolve) => {
    socket.setTimeout(connectMsMax, () => resolve('no answer'));
    socket.once('error', (error) => resolve(error.message || String((error as { code?: string }).code)));
    socket.once('close', () => resolve('it closes the connection'));
    socket.once(event, () => resolve(undefined));
  }).finally(() => socket.destroy());
}

const securely = (host: Host, ca: Buffer | undefined, isTrusting: boolean): Promise<string | undefined> =>
  failureOf(
    connectSecurely({
      ...host,
      ...(ca && { ca }),
      ALPNProtocols: ['h2'],
      rejectUnauthorized: !isTrusting,
      // A name that is an address is no name.
      ...(isIP(host.host) === 0 && { servername: host.host }),
    }),
    'secureConnect',
  );

async function atHost(host: Host, { isSecure, caFile }: Connection): Promise<string> {
  const told = `${host.host}:${host.port}`;
  const reached = await failureOf(connect(host), 'connect');
  if (reached !== undefined) return `${told}: ${causeOf(reached)}`;
  if (!isSecure) {
    const speaksTls = (await securely(host, undefined, true)) === undefined;
    return `${told}: ${speaksTls ? 'it speaks TLS: leave tls=false out' : 'it is there, and does not answer'}`;
  }
  const refused = await securely(host, caFile === undefined ? undefined : readFileSync(caFile), false);
  return `${told}: ${refused === undefined ? 'it is there, and does not answer as a node that may be used' : causeOf(refused)}`;
}

/** Why none of the hosts of a cluster can be used, each with its cause: it is asked over a connection of our own. */
export async function diagnosis(connection: Connection): Promise<string> {
  return (await Promise.all(connection.hosts.map((host) => atHost(host, connection)))).join('; ');
}
