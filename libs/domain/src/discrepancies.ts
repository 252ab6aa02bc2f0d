import { isWithin } from './components.js';
import { figure, unsplit, type Account } from './books.js';
import { ancestorsOf, type Node } from './components.js';
import { nodesOf } from './measures.js';
import type { Flag, MissionState } from './mission-state.js';
import { formatInstant } from './occurrence.js';
