import { startServer } from '../../../apps/server/src/server.js';
import { testConfig } from '../../support/settings.js';
import { listening } from './listening.js';

/** Drawdown itself, on a folder of its own; `unsealed` leaves out tree and signatures, to see what they cost. */
const [, , dataDir = '', sealing] = process.argv;
const config = testConfig({ DATA_DIR: dataDir, WEBHOOKS_PRIVATE: 'true', WEBHOOKS_HTTP: 'true' });
const { url } = await startServer(sealing === 'unsealed' ? { ...config, keyFile: undefined } : config);
listening(url);
