import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Access } from '../http/permission.js';
import { LogModule } from '../log/log.module.js';
import { OidcModule } from '../oidc/oidc.module.js';
import { Provider } from '../oidc/provider.js';
import { AccessLog } from './access-log.js';
import { FirstToken } from './first-token.js';
import { GrantsController } from './grants.controller.js';
import { LocalAccess } from './local-access.js';
import { OidcAccess } from './oidc-access.js';
import { OidcController } from './oidc.controller.js';
import { SessionsController } from './sessions.controller.js';
import { SignInController } from './sign-in.controller.js';
import { TokenAccess } from './token-access.js';
import { TokensController } from './tokens.controller.js';

/** Somebody is let in, with what they may do. */
@Module({
  imports: [LogModule, OidcModule],
  controllers: [TokensController, GrantsController, SessionsController, SignInController, OidcController],
  providers: [
    AccessLog,
    FirstToken,
    {
      provide: Access,
      useFactory(
        config: Config,
        log: AccessLog,
        clock: Clock,
        provider: Provider,
        host: HttpAdapterHost<FastifyAdapter>,
      ): Access {
        if (config.auth === 'none') return new LocalAccess();
        if (config.auth === 'tokens') return new TokenAccess(log, clock, config);
        return new OidcAccess(log, clock, config, provider, host);
      },
      inject: [Config, AccessLog, Clock, Provider, HttpAdapterHost],
    },
  ],
  exports: [Access],
})
export class AccessModule {}
