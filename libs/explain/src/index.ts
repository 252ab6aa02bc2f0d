/** Why a figure on a view is what it is: the entries behind a count, the formula and inputs of what is worked out, who said it. */
export { answer as answerWhy, type Why } from './explanation.js';
export { ask as askWhy, Documents, type NoFigure, type Question } from './question.js';
export { type Behind, type Contribution, type Remark } from './cited-entry.js';
export { commonStart, countsSince, looksOf, touchedSince, type Folding, type Touch } from './responsible-entries.js';
export { type Contributed, type Figure } from './figures.js';
export { type Input } from './plan.js';
export { listKeys } from './pointer.js';
export { relationsOf, type Related, type Relation, type Relations } from './relations.js';
