import { readConfig } from '../../../apps/server/src/config.js';
import { startServer } from '../../../apps/server/src/server.js';
import { listening } from './listening.js';

/** Drawdown itself, on a folder of its own; `unsealed` leaves out tree and signatures, to see what they cost. */
const [, , dataDir = '', sealing] = process.argv;
const config = readConfig({ AUTH: 'none', PORT: '0', DATA_DIR: dataDir });
const { url } = await startServer(sealing === 'unsealed' ? { ...config, keyFile: undefined } : config);
listening(url);
