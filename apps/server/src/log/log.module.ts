import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { damageInWords, databaseFile, EventStore, locateBody, ReceiptKeepingStore, Scrub } from '#libs/event-store';
import { Logbook, Missions, MissionWriter, Snapshots } from '#libs/timeline';
import { Clock, Uptime } from '../clock.js';
import { Config } from '../config.js';
import { ClusterCondition } from '../operation/cluster-condition.js';
import { MeteredStore } from '../operation/metered-store.js';
import { Metrics } from '../operation/metrics.js';
import { MetricsModule } from '../operation/metrics.module.js';
import { endWithoutAnswering, say } from '../say.js';
import { ClockWatch } from './clock-watch.js';
import { LogLife } from './log-life.js';
import { OpenedLog, openLog, receiptsFile } from './open-log.js';
import { WithheldTexts } from './withheld-texts.js';
import { Publisher } from './publisher.js';

/** The missions' log: the store that holds it, the folds of it that are read, and the one writer. */
@Module({
  imports: [MetricsModule],
  providers: [
    ClusterCondition,
    { provide: OpenedLog, useFactory: openLog, inject: [Config, ClusterCondition] },
    {
      provide: MeteredStore,
      useFactory: ({ engine }: OpenedLog, { dataDir }: Config, metrics: Metrics) =>
        new MeteredStore(new ReceiptKeepingStore(engine, receiptsFile(dataDir)), metrics),
      inject: [OpenedLog, Config, Metrics],
    },
    { provide: EventStore, useExisting: MeteredStore },
    {
      provide: Logbook,
      useFactory: (store: EventStore, { dataDir }: Config, { signing }: OpenedLog) =>
        new Logbook(store, new Snapshots(join(dataDir, 'snapshots'), signing?.snapshotKey, sayNotKept)),
      inject: [EventStore, Config, OpenedLog],
    },
    {
      provide: Missions,
      useFactory: (store: EventStore, logbook: Logbook, clock: Clock, { limits }: Config) =>
        new Missions(store, logbook, () => clock.now(), endWithoutAnswering, {
          onListenerFault: sayListenerFault,
          atHandMax: limits.atHand,
        }),
      inject: [EventStore, Logbook, Clock, Config],
    },
    {
      provide: ClockWatch,
      useFactory: (clock: Clock, uptime: Uptime, config: Config) => new ClockWatch(clock, uptime, config),
      inject: [Clock, Uptime, Config],
    },
    {
      provide: MissionWriter,
      useFactory: (store: EventStore, clock: Clock, missions: Missions, watch: ClockWatch) =>
        new MissionWriter(
          store,
          () => clock.now(),
          missions,
          () => watch.leap(),
        ),
      inject: [EventStore, Clock, Missions, ClockWatch],
    },
    { provide: Scrub, useFactory: scrubOf, inject: [EventStore, Logbook, Clock, Config, OpenedLog] },
    WithheldTexts,
    LogLife,
    Publisher,
  ],
  exports: [
    ClockWatch,
    ClusterCondition,
    OpenedLog,
    EventStore,
    MeteredStore,
    Missions,
    MissionWriter,
    Scrub,
    WithheldTexts,
  ],
})
export class LogModule {}

function scrubOf(
  store: EventStore,
  logbook: Logbook,
  clock: Clock,
  { dataDir }: Config,
  { comparison, checkIndexes }: OpenedLog,
): Scrub {
  return new Scrub(
    store,
    () => clock.now(),
    (damage) => {
      logbook.noteDamage(damage);
      say(
        damage.fault === undefined
          ? `${damageInWords(damage)} is not what was written: its hash differs. The mission is stopped. Restore a backup.`
          : `${damage.fault}. The mission is stopped. Verify the log, and restore a backup.`,
      );
    },
    { comparison, checkIndexes, locate: (position) => locateBody(databaseFile(dataDir), position) },
  );
}

const sayListenerFault = (error: unknown): void =>
  say(
    `somebody who was told of an entry failed (${error instanceof Error ? error.stack : String(error)}). The entry is recorded.`,
  );

const sayNotKept = (error: unknown): void =>
  say(`a snapshot could not be kept (${String(error)}). Nothing is lost: the next start reads more of the log.`);
