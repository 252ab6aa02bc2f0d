import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { EventStore } from '#libs/event-store';
import type { Endpoint } from '#libs/eventstoredb-endpoint';
import { Clock } from '../clock.js';
import { Config, ConfigInvalid } from '../config.js';
import { endpointRules } from '../log/endpoint-rules.js';

/** Serves the embedded store over EventStoreDB's protocol, where that was asked for. */
@Injectable()
export class EndpointHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private endpoint: Endpoint | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Where it is served, if it is. */
  get port(): number | undefined {
    return this.endpoint?.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { endpoint, dataDir } = this.config;
    if (!endpoint) return;
    // Whoever does not serve it need not load its gRPC.
    const { startEndpoint } = await import('#libs/eventstoredb-endpoint');
    try {
      this.endpoint = await startEndpoint(this.store, {
        ...endpoint,
        groupsFile: join(dataDir, 'consumer-groups.json'),
        now: () => this.clock.now(),
        rules: endpointRules,
      });
    } catch {
      throw new ConfigInvalid(
        `Port ${endpoint.port} cannot be served over EventStoreDB's protocol. Choose another with EVENTSTOREDB_PORT; 0 takes a free one.`,
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.endpoint?.close();
  }
}
