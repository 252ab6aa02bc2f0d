import { startServer } from '../../../apps/server/src/server.js';
import { testConfig } from '../../support/settings.js';
import { listening } from './listening.js';

/** Drawdown itself, on a folder of its own, with settings (`AUTH=tokens`). */
const [, , dataDir = '', ...further] = process.argv;
const settings = Object.fromEntries(further.map((one) => one.split('=', 2))) as Record<string, string>;
const { url } = await startServer(testConfig({ DATA_DIR: dataDir, ...settings }));
listening(url);
