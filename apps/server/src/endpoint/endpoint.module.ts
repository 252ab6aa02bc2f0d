import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LogModule } from '../log/log.module.js';
import { ReadsModule } from '../reads/reads.module.js';
import { EndpointHost } from './endpoint-host.js';

/** The log over EventStoreDB's protocol, for whoever follows it with an official client. */
@Module({ imports: [LogModule, AccessModule, ReadsModule], providers: [EndpointHost] })
export class EndpointModule {}
