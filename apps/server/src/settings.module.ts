import { Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock.js';
import { Config } from './config.js';

/** How the server is set up, and what time it is: all that it is given from outside. */
@Module({})
export class SettingsModule {
  static of(config: Config, clock: Clock): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [Config, Clock],
    };
  }
}
