import { DrawdownClient, NotDrawdown, ProblemError, TryLater, Unreachable } from '#libs/client';
import { ConfigInvalid } from '../../server/src/config-invalid.js';
import { Failure } from './failure.js';

/** A client of the server at an address. Throws a Failure if it is none. */
export function clientOf(url: string, actor?: string, token?: string): DrawdownClient {
  if (URL.canParse(url) && /^[^/]*\/\/[^/]*@/.test(url))
    throw new Failure(
      'An address holds no user and no password here. Give a token by DRAWDOWN_TOKEN or --token-file.',
      2,
    );
  try {
    if (URL.canParse(url)) return new DrawdownClient({ url, actor, token });
  } catch {
    // It is said below.
  }
  throw new Failure(
    `"${url}" is no address of a server. Give one such as http://127.0.0.1:3000 (--url or DRAWDOWN_URL).`,
    2,
  );
}

/** How a program ends when the server did not do what it was asked; undefined for other errors. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (error instanceof ConfigInvalid) return new Failure(error.message, 2);
  if (error instanceof TryLater) return new Failure(`The server does not serve this now (${error.message}).`, 75);
  if (error instanceof Unreachable)
    return new Failure(
      `${error.message} Start a server with "drawdown serve", or say where it is with DRAWDOWN_URL.`,
      75,
    );
  if (error instanceof NotDrawdown) return new Failure(error.message, 1);
  if (!(error instanceof ProblemError)) return undefined;
  const { message, status, code } = error;
  if (status >= 500) return new Failure(message, status === 507 ? 75 : 70);
  return new Failure(message, code === 'parameter-invalid' ? 2 : 1);
}
