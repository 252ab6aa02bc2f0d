import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { drawToken, hashOf } from '#libs/access';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { ClockWatch } from '../log/clock-watch.js';
import { say } from '../say.js';
import { AccessLog } from './access-log.js';
import { everything } from './local-access.js';
import { adminTokenFile, writeToken } from './token-files.js';

const yearMs = 365 * 86_400_000;

/** Makes a token for whoever sets the server up, if nobody has one that could make others. */
@Injectable()
export class FirstToken implements OnApplicationBootstrap {
  constructor(
    private readonly log: AccessLog,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly watch: ClockWatch,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { auth, dataDir, newAdminToken = false } = this.config;
    // Beside a clock that has leapt all tokens seem expired.
    if (auth === 'none' || this.watch.leap()) return;
    const now = this.clock.now();
    const { id, token } = drawToken();
    let isMade = false;
    await this.log.record((state) => {
      isMade = newAdminToken || !state.hasAdmin(now);
      if (!isMade) return [];
      const given = { id, hash: hashOf(token), subject: 'admin', grants: everything, by: 'server' };
      const at = new Date(now).toISOString();
      return [{ type: 'TokenIssued', at, ...given, expiresAt: new Date(now + yearMs).toISOString() }];
    });
    if (!isMade) return;
    const file = adminTokenFile(dataDir);
    writeToken(file, token);
    say(`made a token that may do everything, for whoever sets this server up: ${file}`);
  }
}
