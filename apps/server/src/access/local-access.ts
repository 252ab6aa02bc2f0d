import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Grant, Identity } from '#libs/access';
import { details } from '../http/details.js';
import { Access } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { header } from '../http/request.js';

/** What whoever sets a server up may do, until it has given others their roles. */
export const everything: readonly Grant[] = [
  { role: 'planner', mission: '*' },
  { role: 'auditor', mission: '*' },
  { role: 'admin', mission: '*' },
];

/** AUTH=none: the server listens to its own machine alone, and whoever works there may do everything. */
@Injectable()
export class LocalAccess extends Access {
  /** The local person, or the one in X-Actor. */
  override identify(request: FastifyRequest): Identity {
    const subject = header(request, 'x-actor') ?? 'local';
    if (!/^[\x21-\x7e]{1,128}$/.test(subject)) throw new Problem('header-invalid', details.actorForm);
    return { subject, grants: everything };
  }

  override knownIn(request: FastifyRequest): Identity {
    return this.identify(request);
  }

  /** Anybody may say to be anybody: that two did something would show nothing. */
  override independence(): { isToldApart: boolean } {
    return { isToldApart: false };
  }

  override async byAuthorization(): Promise<Identity> {
    return { subject: 'local', grants: [...everything, { role: 'server', mission: '*' }] };
  }

  override isStillIn(): boolean {
    return true;
  }
}
