import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Said } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { Clock } from '../clock.js';
import { Problem } from '../http/problems.js';
import { say } from '../say.js';
import { claimIn, type Claims } from './claims.js';
import { details } from './details.js';
import { leeway, Provider, unreachable } from './provider.js';
import { isStrongEnough } from './settings.js';
import { timesOf } from './times.js';

/** What a sign-in is known by when somebody comes back from the provider. */
export interface Expected {
  state: string;
  nonce: string;
  /** What shows that who comes back is who went (RFC 7636). */
  verifier: string;
}

/** Somebody whom the provider has signed in. */
export interface SignedIn {
  issuer: string;
  sub: string;
  /** The claim that holds their roles. */
  roles: unknown;
}

/** Signing in by the identity provider: authorization code with PKCE (RFC 7636), state and nonce. Its tokens are read here, and not kept. */
@Injectable()
export class SignIns {
  constructor(
    private readonly provider: Provider,
    private readonly clock: Clock,
  ) {}

  /** Where somebody leaves for, to come back to an address. Throws a Problem. */
  async begin(back: string): Promise<Expected & { address: string }> {
    const { settings } = this.provider;
    const { configuration } = await this.provider.facts();
    const verifier = client.randomPKCECodeVerifier();
    const expected = { state: client.randomState(), nonce: client.randomNonce(), verifier };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: back,
      scope: settings.scopes,
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(settings.acr && { acr_values: settings.acr.join(' ') }),
    });
    return { ...expected, address: address.href };
  }

  /** Who has come back to an address. Throws a Problem if the provider does not say so. */
  async finish(address: URL, { state, nonce, verifier }: Expected): Promise<SignedIn> {
    const { configuration, issuer } = await this.provider.facts();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    try {
      const tokens = await client.authorizationCodeGrant(configuration, address, checks);
      const claims = tokens.claims();
      if (!claims) throw new client.ClientError('no ID token');
      const now = this.clock.now();
      if (claims.iat > now / 1000 + leeway) throw refused(details.early(...timesOf(claims.iat, now)));
      if (!isStrongEnough(this.provider.settings, claims.acr)) throw refused(details.weak);
      const roles = this.rolesIn(claims) ?? (await this.rolesAsked(configuration, tokens.access_token, claims.sub));
      return { issuer, sub: claims.sub, roles };
    } catch (error) {
      throw error instanceof Problem ? error : problemOf(error, this.clock.now());
    }
  }

  /** Where somebody signs out of the provider too; undefined if it has no such page, or cannot be asked. */
  async endAddress(back: string): Promise<string | undefined> {
    try {
      const { configuration } = await this.provider.facts();
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: back }).href;
    } catch {
      return undefined;
    }
  }

  private rolesIn(claims: Claims): unknown {
    return claimIn(claims, this.provider.settings.rolesClaim);
  }

  /** Many providers tell roles only to who asks for them. */
  private async rolesAsked(configuration: client.Configuration, token: string, sub: string): Promise<unknown> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
    return this.rolesIn(await client.fetchUserInfo(configuration, token, sub));
  }
}

const refused = (why: Said): Problem => new Problem('not-signed-in', why);

/** Why somebody is not signed in. What a provider says in words is shown to nobody: it may be anything. */
function problemOf(error: unknown, now: number): Problem {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return refused(details.refused(/^[a-z_]{1,40}$/.test(error.error) ? error.error : 'error'));
  const { code = '', cause } = error as { code?: string; cause?: { cause?: unknown } };
  const behind = cause?.cause;
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' && isObject(behind) && isObject(behind.claims)) {
    const { claim, claims } = behind;
    return refused(
      claim === 'nbf' ? details.early(...timesOf(claims.nbf, now)) : details.over(...timesOf(claims.exp, now)),
    );
  }
  const isOffline = error instanceof TypeError || code === 'OAUTH_TIMEOUT';
  say(`a sign-in by the identity provider failed: ${error instanceof Error ? error.message : 'error'} ${code}`);
  return isOffline ? unreachable() : refused(details.oddAnswer);
}
