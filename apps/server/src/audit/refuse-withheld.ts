import type { FastifyRequest } from 'fastify';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';
import type { WithheldTexts } from '../log/withheld-texts.js';

/** Throws a Problem if entries are asked for byte for byte by somebody from whom texts of the mission are withheld. */
export async function refuseWithheld(withheld: WithheldTexts, request: FastifyRequest): Promise<void> {
  if ((await withheld.from(request)).size > 0) throw new Problem('forbidden', details.withheldBytes);
}
