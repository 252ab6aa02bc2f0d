import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import type { Timers } from '../clock.js';

/** What came of a message: a status, or why there is none. */
export type Posted = { status: number } | { reason: string };

/** Nobody is waited for longer than this. */
const answerMsMax = 15_000;

/** Sends messages over HTTP. It follows no redirect, and reads no answer but its status. */
export class Poster {
  private readonly agents: { http: RequestFilteringHttpAgent; https: RequestFilteringHttpsAgent };

  /** Private addresses are refused by whichever name they go, unless they are allowed. */
  constructor(
    private readonly timers: Timers,
    allowPrivate: boolean,
  ) {
    const options = { keepAlive: true, maxSockets: 4, allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: false };
    this.agents = { http: new RequestFilteringHttpAgent(options), https: new RequestFilteringHttpsAgent(options) };
  }

  /** Posts JSON once. Throws nothing. */
  post(url: string, headers: Record<string, string>, body: string): Promise<Posted> {
    return new Promise((answer) => {
      const isEncrypted = url.startsWith('https:');
      const options: RequestOptions = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
        agent: isEncrypted ? this.agents.https : this.agents.http,
      };
      const done = (posted: Posted): void => {
        cancel();
        answer(posted);
      };
      const cancel = this.timers.after(answerMsMax, () =>
        sent.destroy(new Error(`no answer within ${answerMsMax / 1000} seconds`)),
      );
      const onAnswer = (received: IncomingMessage): void => {
        done({ status: received.statusCode ?? 0 });
        // What else comes is not read; a connection that is not at its end is not used again.
        received.once('end', () => undefined).resume();
        if (Number(received.headers['content-length'] ?? 0) > answerBytesMax) received.destroy();
      };
      const sent = (isEncrypted ? requestHttps : requestHttp)(url, options, onAnswer);
      sent.on('error', (error) => done({ reason: error.message }));
      sent.end(body);
    });
  }

  /** Ends connections that are kept. */
  close(): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }
}

const answerBytesMax = 65_536;
