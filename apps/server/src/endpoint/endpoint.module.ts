import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { EndpointHost } from './endpoint-host.js';

/** The log over EventStoreDB's protocol, for whoever follows it with an official client. */
@Module({ imports: [LogModule], providers: [EndpointHost] })
export class EndpointModule {}
