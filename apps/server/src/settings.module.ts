import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, machineUptime, processTimers, Timers, Uptime } from './clock.js';
import { Config } from './config.js';

/** How the server is set up, and what time it is: all that it is given from outside. */
@Module({})
export class SettingsModule {
  static of(config: Config, clock: Clock, uptime: Uptime = machineUptime): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Uptime, useValue: uptime },
        { provide: Timers, useValue: processTimers },
      ],
      exports: [Config, Clock, Uptime, Timers],
    };
  }
}
