import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Identity, NotLetIn } from '#libs/access';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { Problem } from '../http/problems.js';
import { isJwt, verifyBearer } from '../oidc/bearer.js';
import { claimIn, grantsIn, subjectOf } from '../oidc/claims.js';
import type { Provider } from '../oidc/provider.js';
import type { AccessLog } from './access-log.js';
import { notSignedIn, TokenAccess, tokenOf } from './token-access.js';

/** AUTH=oidc: a request may bring an access token of the identity provider too. */
export class OidcAccess extends TokenAccess {
  /** Who brings a token of the provider, or why it is not taken: checked before anything else of a request is. */
  private readonly verified = new WeakMap<FastifyRequest, Identity | Problem>();

  constructor(
    log: AccessLog,
    clock: Clock,
    config: Config,
    private readonly provider: Provider,
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
  ) {
    super(log, clock, config);
    httpAdapter.getInstance().addHook('onRequest', (request) => this.verify(request));
  }

  override async byAuthorization(authorization: string | undefined): Promise<Identity | undefined> {
    const token = tokenOf(authorization ?? '');
    return token !== undefined && isJwt(token) ? this.identityBy(token) : super.byAuthorization(authorization);
  }

  override knownIn(request: FastifyRequest): Identity | undefined {
    return this.verified.get(request) instanceof Problem ? undefined : super.knownIn(request);
  }

  protected override look(request: FastifyRequest): Identity | NotLetIn | undefined {
    const found = this.verified.get(request);
    if (found instanceof Problem) throw found;
    return found ?? super.look(request);
  }

  private async verify(request: FastifyRequest): Promise<void> {
    const token = tokenOf(request.headers.authorization ?? '');
    if (token === undefined || !isJwt(token)) return;
    try {
      this.verified.set(request, await this.identityBy(token));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.verified.set(request, error);
    }
  }

  private async identityBy(token: string): Promise<Identity> {
    const claims = await verifyBearer(token, this.provider, this.clock.now());
    const grants = grantsIn(claimIn(claims, this.provider.settings.rolesClaim));
    const identity = { subject: subjectOf(claims.iss, claims.sub), grants, until: claims.exp * 1000 };
    const found = this.log.state.letIn(identity, this.clock.now());
    if (typeof found === 'string') throw notSignedIn(found);
    return found;
  }
}
