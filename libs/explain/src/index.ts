/** Why a figure on a view is what it is: the entries behind a count, the formula and inputs of what is worked out, who said it. */
export { explain, neededFor, type Explanation, type Told } from './explanation.js';
export { asRecorded, behind, isFollowed, type Followed } from './behind.js';
export { Chronicle, type Along } from './chronicle/chronicle.js';
export { Documents, questionAt, type NoFigure, type Question } from './question.js';
export { type Contribution } from './cited-entry.js';
export { countsOf, looksOf, touchesIn, type Folding, type Touch } from './responsible-entries.js';
export { type Contributed, type Figure } from './figures.js';
export { type Input } from './approach.js';
export { listKeys } from './pointer.js';
export { relationsOf, type Related, type Relations } from './relations.js';

// What a check of explanations against the fold needs besides.
export { type Trace } from './approach.js';
export { byEntry, movesIn, sayingIn, type Behind } from './behind.js';
export { difference, isBounds, numberOf, sumOfContributions } from './figures.js';
export { find, leavesOf } from './pointer.js';
export { trace, type Change } from './trace.js';
