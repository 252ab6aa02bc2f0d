import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Problem } from '../http/problems.js';
import { say } from '../say.js';
import { isSafe, secretIn, type OidcSettings } from './settings.js';

/** How long what a provider says of itself is taken for true, and how long if it cannot be asked again. */
const freshMs = 10 * 60_000;
const staleMsMax = 24 * 3_600_000;

/** How often a provider is asked at most, and how long it may take to answer. */
const cooldownMs = 30_000;
const answerMsMax = 5000;

/** How far the clocks of two machines may differ, in seconds. */
export const leeway = 60;

/** What a provider says of itself. */
export interface ProviderFacts {
  configuration: client.Configuration;
  /** As its tokens have it. */
  issuer: string;
  keys: JWTVerifyGetKey;
  at: number;
}

/** Says that the provider cannot be asked. */
export const unreachable = (): Problem =>
  new Problem('provider-unreachable', undefined, {}, { 'retry-after': String(cooldownMs / 1000) });

/** The identity provider. It is asked when somebody needs it, so that a server starts and lets tokens of its own in without it. */
@Injectable()
export class Provider {
  private known: ProviderFacts | undefined;
  private asking: Promise<void> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** How it was set up. Throws a Problem if people do not sign in by a provider. */
  get settings(): OidcSettings {
    if (!this.config.oidc) throw new Problem('not-found');
    return this.config.oidc;
  }

  /** What it says of itself: as it was last told if it cannot be asked again. Throws a Problem if nothing is known. */
  async facts(): Promise<ProviderFacts> {
    if (!this.isWithin(this.known?.at, freshMs)) await this.ask();
    if (!this.known || !this.isWithin(this.known.at, staleMsMax)) throw unreachable();
    return this.known;
  }

  /** The key that a token names. It is asked for anew if nobody knows it: providers change their keys. Throws what jose does. */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const { keys, at } = await this.facts();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.ask();
    const after = await this.facts();
    // Whether a key that could not be asked for is one of the provider's cannot be known.
    if (after.at === at && this.askedAt > at) throw unreachable();
    return after.keys(header, token);
  };

  /** Asks it, unless it was asked a moment ago. */
  private ask(): Promise<void> {
    if (this.asking) return this.asking;
    if (this.isWithin(this.askedAt, cooldownMs)) return Promise.resolve();
    this.askedAt = this.clock.now();
    this.asking = this.read()
      .then(
        (known) => void (this.known = known),
        (error: unknown) => say(`the identity provider cannot be asked: ${reasonOf(error)}`),
      )
      .finally(() => (this.asking = undefined));
    return this.asking;
  }

  private isWithin(at: number | undefined, ms: number): boolean {
    const age = this.clock.now() - (at ?? Number.NEGATIVE_INFINITY);
    return age >= 0 && age < ms;
  }

  private async read(): Promise<ProviderFacts> {
    const { issuer, clientId, clientSecretFile } = this.settings;
    const at = this.askedAt;
    const metadata = { [client.clockTolerance]: leeway, [client.clockSkew]: Math.round((at - Date.now()) / 1000) };
    const secret = clientSecretFile === undefined ? undefined : secretIn(clientSecretFile);
    const configuration = await client.discovery(new URL(issuer), clientId, metadata, authenticationBy(secret), {
      timeout: answerMsMax / 1000,
      execute: [
        client.enableNonRepudiationChecks,
        ...(new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
    const found = configuration.serverMetadata();
    const keys = createLocalJWKSet(await keysAt(found.jwks_uri));
    return { configuration, issuer: found.issuer, keys, at };
  }
}

/** How the client says who it is: by its secret, as the provider takes it. */
function authenticationBy(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...more) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (taken.includes('client_secret_basic') ? basic : post)(server, ...more);
  };
}

async function keysAt(address = ''): Promise<JSONWebKeySet> {
  if (!isSafe(address)) throw new Error('it names no address of its keys that is encrypted');
  const reply = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(answerMsMax) });
  if (!reply.ok) throw new Error(`its keys are answered with ${reply.status}`);
  return (await reply.json()) as JSONWebKeySet;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
