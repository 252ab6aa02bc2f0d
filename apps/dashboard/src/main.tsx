import { render } from 'preact';
import './parts/unseen.js';
import { watchPlace } from './place.js';
import { Shell } from './shell.js';
import { startClock } from './state/clock.js';
import { watchFirstDays } from './state/days.js';
import { readDescription } from './state/described.js';
import { watchLine } from './state/live.js';
import { watchMoment } from './state/moment.js';
import { watchSession } from './state/session.js';
import { watchQueue } from './state/queue.js';
import './style.css';

watchSession();
watchPlace();
watchMoment();
watchFirstDays();
watchLine();
watchQueue();
startClock();
render(<Shell />, document.getElementById('app') ?? document.body);
// What the server offers besides the least is asked for once the page stands.
setTimeout(() => void readDescription(), 500);
