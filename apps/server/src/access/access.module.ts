import { Module } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Access } from '../http/permission.js';
import { LogModule } from '../log/log.module.js';
import { AccessLog } from './access-log.js';
import { FirstToken } from './first-token.js';
import { LocalAccess } from './local-access.js';
import { SessionsController } from './sessions.controller.js';
import { SignInController } from './sign-in.controller.js';
import { TokenAccess } from './token-access.js';
import { TokensController } from './tokens.controller.js';

/** Somebody is let in, with what they may do. */
@Module({
  imports: [LogModule],
  controllers: [TokensController, SessionsController, SignInController],
  providers: [
    AccessLog,
    FirstToken,
    {
      provide: Access,
      useFactory: (config: Config, log: AccessLog, clock: Clock) =>
        config.auth === 'none' ? new LocalAccess() : new TokenAccess(log, clock, config),
      inject: [Config, AccessLog, Clock],
    },
  ],
  exports: [Access],
})
export class AccessModule {}
