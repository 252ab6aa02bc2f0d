import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AsOfTexts } from '#libs/timeline';
import type { Language } from '#libs/domain';
import { languageOf } from './language.js';
import { missionId, parameters, wholeNumber } from './request.js';

/** A mission, the times that it is asked for, and the revision that must have been seen. */
export interface AsOf {
  mission: string;
  lens: AsOfTexts;
  atLeast?: number;
  /** In which sentences are answered. */
  language: Language;
}

/** A question about a mission: as of what, and its further parameters. */
export type Asked<N extends string = never> = AsOf & { rest: Partial<Record<N, string>> };

const lensNames = ['validAt', 'knownAt', 'recordedAt'] as const;

type Path = Readonly<Record<string, string>>;

/** Which further parameters a question takes: always the same, or by its path and by what else is asked. */
type Further = readonly string[] | FurtherBy;
type FurtherBy = (path: Path, query: Readonly<Record<string, unknown>>) => readonly string[];

/** The parameters of a figure that is explained, on a page that has no pages itself: those of the entries behind it. */
export const whyOnOnePage: FurtherBy = (_path, { why }) => (why === undefined ? ['why'] : ['why', 'after', 'limit']);

/** Reads which mission a request is about, and as of what. Throws a Problem if a parameter is unknown or cannot be used. */
export function readAsked(request: FastifyRequest, further: Further): Asked<string> {
  const path = request.params as Path;
  const names = typeof further === 'function' ? further(path, request.query as Record<string, unknown>) : further;
  const { atLeast, ...rest } = parameters(request, [...lensNames, 'atLeast', ...names]);
  const lens = Object.fromEntries(lensNames.flatMap((name) => (rest[name] === undefined ? [] : [[name, rest[name]]])));
  return {
    lens,
    ...(atLeast !== undefined && { atLeast: wholeNumber('atLeast', atLeast, 0, Number.MAX_SAFE_INTEGER) }),
    mission: missionId(path.mission ?? ''),
    language: languageOf(request),
    rest,
  };
}

/** What a question about a mission asks for: `@AsOf(further) asked: Asked<...>`. */
export const AsOf = createParamDecorator((further: Further, context: ExecutionContext) =>
  readAsked(context.switchToHttp().getRequest<FastifyRequest>(), further),
);
