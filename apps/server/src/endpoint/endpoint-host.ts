import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { everyMission, roleFor, type Identity } from '#libs/access';
import { EventStore } from '#libs/event-store';
import type { Admit, Asked, Endpoint } from '#libs/eventstoredb-endpoint';
import { Clock } from '../clock.js';
import { Config, ConfigInvalid } from '../config.js';
import { Access } from '../http/permission.js';
import { endpointRules } from '../log/endpoint-rules.js';
import { lineOfCall } from '../reads/call-line.js';
import { ReadsLog } from '../reads/reads-log.js';
import { TlsFiles } from '../tls-files.js';

/** Serves the embedded store over EventStoreDB's protocol, if that was asked for. */
@Injectable()
export class EndpointHost implements OnApplicationBootstrap, OnApplicationShutdown {
  private endpoint: Endpoint | undefined;
  private tls: TlsFiles | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly access: Access,
    private readonly reads: ReadsLog,
  ) {}

  /** Where it is served, if it is. */
  get port(): number | undefined {
    return this.endpoint?.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { endpoint, dataDir, tls } = this.config;
    if (!endpoint) return;
    this.tls = tls && new TlsFiles(tls);
    // Whoever does not serve it need not load its gRPC.
    const { startEndpoint } = await import('#libs/eventstoredb-endpoint');
    try {
      this.endpoint = await startEndpoint(this.store, {
        ...endpoint,
        groupsFile: join(dataDir, 'consumer-groups.json'),
        now: () => this.clock.now(),
        rules: endpointRules,
        admit: this.admit,
        ...(this.tls && { tls: this.tls, host: this.config.host }),
      });
    } catch {
      throw new ConfigInvalid(
        `Port ${endpoint.port} cannot be served over EventStoreDB's protocol. Choose another with EVENTSTOREDB_PORT; 0 takes a free one.`,
      );
    }
  }

  /** The log of every mission is read there, and that of access: who reads it has a role for all. */
  private readonly admit: Admit = async (authorization, wanted, method) => {
    const identity = await this.whoBrings(authorization);
    if (!identity) return this.refused('unknown', method);
    const permission = wanted === 'append' ? 'append-streams' : 'read-streams';
    if (!roleFor(identity.grants, permission, everyMission)) return this.refused('forbidden', method, identity.subject);
    const isStillIn = (): boolean => this.access.isStillIn(identity);
    // Another server reads all the time, for those of whom it keeps lines itself.
    if (!this.config.accessLog || roleFor(identity.grants, 'append-streams', everyMission)) return { isStillIn };
    const noted = (asked: Asked): Promise<void> =>
      this.reads.durable(lineOfCall(this.clock.now(), method, 'read', identity.subject, asked));
    return { isStillIn, noted };
  };

  /** Where it cannot be known who is let in, nobody is. */
  private whoBrings(authorization: string | undefined): Promise<Identity | undefined> {
    return this.access.byAuthorization(authorization).catch(() => undefined);
  }

  private refused(why: 'unknown' | 'forbidden', method: string, subject?: string): typeof why {
    if (this.config.accessLog) this.reads.note(lineOfCall(this.clock.now(), method, why, subject));
    return why;
  }

  async onApplicationShutdown(): Promise<void> {
    this.tls?.close();
    await this.endpoint?.close();
  }
}
