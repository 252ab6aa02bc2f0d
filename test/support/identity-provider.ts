import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import OidcProvider, { type Configuration } from 'oidc-provider';

/** How the provider answers who asks for its keys. */
type Habit = 'answers' | 'hangs' | 'fails';

/** A key of a provider, and what signs with it. */
export interface ProviderKey {
  kid: string;
  secret: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

/** Whom the provider signs in next. */
interface Account {
  sub: string;
  roles: string[];
  /** How strongly it asks who they are. */
  acr?: string;
}

/** A real OpenID Connect provider in this process, which signs in without asking whoever comes. */
export interface IdentityProvider {
  issuer: string;
  /** What a server is set up with to use it. */
  env: Record<string, string>;
  key: ProviderKey;
  /** The keys that it shows. */
  shown: JWK[];
  habit: Habit;
  /** How often its keys were asked for. */
  asked: number;
  account: Account;
  /** Says where its client comes back to. */
  serve(client: string): Promise<void>;
  /** An access token of the provider, for programs. */
  sign(claims?: object, header?: object, key?: ProviderKey): Promise<string>;
  close(): Promise<void>;
}

export const audience = 'https://drawdown.example';
const [clientId, clientSecret] = ['drawdown', 'a-secret-of-the-client'];

/** Draws a key. */
export async function drawKey(kid: string): Promise<ProviderKey> {
  const { privateKey: secret, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, secret, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

/** Starts a provider. `secretFile` is where the secret of its client is read by the server under test. */
export async function startProvider(now: () => number, secretFile: string): Promise<IdentityProvider> {
  const key = await drawKey('first');
  let answer: (request: IncomingMessage, reply: ServerResponse) => unknown;
  const http = createServer((request, reply) => {
    if (request.url === '/jwks') return answerKeys(provider, reply);
    return void answer(request, reply);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider: IdentityProvider = {
    issuer,
    env: {
      AUTH: 'oidc',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET_FILE: secretFile,
      OIDC_AUDIENCE: audience,
    },
    key,
    shown: [key.publicJwk],
    habit: 'answers',
    asked: 0,
    account: { sub: 'k.diallo', roles: [] },
    async serve(client) {
      const real = new OidcProvider(issuer, await configured(provider, client));
      const callback = real.callback();
      answer = async (request, reply) => {
        if (!request.url?.startsWith('/interaction/')) return callback(request, reply);
        const { params } = await real.interactionDetails(request, reply);
        const accountId = provider.account.sub;
        const grant = new real.Grant({ accountId, clientId });
        grant.addOIDCScope(String(params.scope));
        const { acr } = provider.account;
        const login = { accountId, remember: false, ...(acr !== undefined && { acr }) };
        return real.interactionFinished(request, reply, { login, consent: { grantId: await grant.save() } });
      };
    },
    sign(claims = {}, header = {}, by = provider.key) {
      const seconds = Math.floor(now() / 1000);
      const said = { iss: issuer, aud: audience, sub: 'robot', iat: seconds, exp: seconds + 600, ...claims };
      return new SignJWT(said)
        .setProtectedHeader({ alg: 'RS256', kid: by.kid, typ: 'at+jwt', ...header })
        .sign(by.secret);
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return provider;
}

/** The secret of the client. */
export { clientSecret };

function answerKeys(provider: IdentityProvider, reply: ServerResponse): void {
  provider.asked++;
  if (provider.habit === 'hangs') return;
  reply.statusCode = provider.habit === 'fails' ? 503 : 200;
  reply.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: provider.shown }));
}

async function configured(provider: IdentityProvider, client: string): Promise<Configuration> {
  const { key } = provider;
  const signing = { ...(await exportJWK(key.secret)), kid: key.kid, alg: 'RS256', use: 'sig' };
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${client}/sign-in/callback`],
        post_logout_redirect_uris: [`${client}/sign-in`],
        grant_types: ['authorization_code', 'client_credentials'],
      },
    ],
    jwks: { keys: [signing] },
    cookies: { keys: ['of-a-test'] },
    claims: { openid: ['sub', 'roles'] },
    acrValues: ['password', 'two-factors'],
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, roles: provider.account.roles }),
    }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600, AuthorizationCode: 60 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [] as never,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}
