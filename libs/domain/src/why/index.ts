/** Why a figure on a view is what it is: the entries behind a count, the formula and inputs of what is worked out, who said it. */
export { answer, type Why } from './answer.js';
export { ask, Documents, type NoFigure, type Question } from './ask.js';
export { type Behind, type Contribution, type Remark } from './behind.js';
export { commonStart, countsSince, looksOf, touchedSince, type Folding, type Touch } from './differing.js';
export { type Contributed, type Figure } from './figures.js';
export { type Input } from './plan.js';
export { listKeys } from './pointer.js';
export { relationsOf, type Related, type Relation, type Relations } from './relations.js';
