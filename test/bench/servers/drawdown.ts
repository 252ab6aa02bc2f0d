import { startServer } from '../../../apps/server/src/server.js';
import { listening } from './listening.js';

/** Drawdown itself, on a folder of its own. */
const { url } = await startServer({ port: 0, host: '127.0.0.1', dataDir: process.argv[2] ?? '' });
listening(url);
