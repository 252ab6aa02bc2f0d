import type { Said } from '#libs/domain';
import { Problem } from '../http/problems.js';

/** A file that is no table of its kind. */
export const tableProblem = (said: Said): Problem => new Problem('table-invalid', said);

/** A file that is more than is taken. */
export const tooLarge = (said: Said): Problem => new Problem('too-large', said);
