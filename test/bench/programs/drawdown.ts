import { startServer } from '../../../apps/server/src/server.js';
import { testConfig } from '../../support/settings.js';
import { listening } from './listening.js';

/**
 * Drawdown itself, on a folder of its own, with settings (`AUTH=tokens`); `unsealed` leaves out tree and signatures, to see what they
 * cost.
 */
const [, , dataDir = '', ...further] = process.argv;
const settings = further.map((one) => one.split('=', 2)).filter((pair) => pair.length === 2);
const config = testConfig({ DATA_DIR: dataDir, ...(Object.fromEntries(settings) as Record<string, string>) });
const { url } = await startServer(further.includes('unsealed') ? { ...config, keyFile: undefined } : config);
listening(url);
