import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { forkState, pointerOf, type ViewName } from '#libs/domain';
import {
  behind,
  Documents,
  explain,
  isFollowed,
  neededFor,
  questionAt,
  type Explanation,
  type NoFigure,
  type Question,
} from '#libs/explain';
import { inSlices, type Seen } from '#libs/timeline';
import { asking } from '../asking.js';
import { jsonInSlices } from '../http/json-in-slices.js';
import type { Asked } from '../http/as-of.js';
import { nearest } from '../http/nearest.js';
import { badParameter, Problem } from '../http/problems.js';
import { details } from './details.js';
import { frameOf, tagOf } from './answer.js';
import { pageFor } from './pages.js';
import { Chronicles } from './chronicles.js';
import { MissionReader } from './mission-reader.js';
import { itemOf } from './show-view.js';

/** Asks why a figure is what it is: of a view of a mission, or of one item of it. */
export class ExplainFigure extends asking<
  Explained,
  {
    /** With which page of the entries behind it is wanted. */
    asOf: Asked<'after' | 'limit'>;
    view: ViewName;
    /** A JSON Pointer; into the page of a base or convoy if one is named. */
    pointer: string;
    item?: string;
  }
>() {}

/** An explanation as it is answered. */
export interface Explained {
  tag: string;
  json: string;
}

/** Explains figures. Throws a Problem if there is none at the pointer, which names the nearest. */
@QueryHandler(ExplainFigure)
export class ExplainFigureHandler implements IQueryHandler<ExplainFigure> {
  constructor(
    private readonly reader: MissionReader,
    private readonly chronicles: Chronicles,
  ) {}

  async execute({ asOf, view, pointer, item }: ExplainFigure): Promise<Explained> {
    refuseOdd(pointer);
    const place = item === undefined ? view : `${view}/${item}`;
    const paged = pagesOf(`why ${place} ${pointer}`, asOf);
    // What cannot be a page is refused before anything is folded.
    paged.some([]);
    const seen = await this.reader.look(asOf);
    const documents = new Documents(forkState(seen.state), { at: seen.at });
    await inSlices(documents.draw(view));
    if (item !== undefined) itemOf(documents.of(view), view, item);
    const question = await inSlices(documents.drawing(() => questionAt(documents, view, pointer, item)));
    if (!('plan' in question)) {
      const isFigure = (one: string): boolean => 'plan' in questionAt(documents, view, one, item);
      throw noFigure(question, pointer, isFigure);
    }
    const shown = documents.of('shown');
    const answer = await this.explained(question, seen, asOf, paged.some);
    const frame = frameOf(asOf.mission, asOf.lens, seen);
    const json = await inSlices(jsonInSlices({ ...frame, ...answer, view: place, pointer, shown, next: paged.next() }));
    return { tag: tagOf(seen), json };
  }

  /** Reads of the log only what the page that is wanted is made of. */
  private async explained(
    question: Question,
    seen: Seen,
    { mission, language }: Pick<Asked, 'mission' | 'language'>,
    some: Some,
  ): Promise<Explanation> {
    const found = isFollowed(question)
      ? await this.chronicles.behind(mission, question, seen)
      : await inSlices(behind(question));
    const told = { behind: found, page: some(found.revisions) };
    return inSlices(explain(question, told, await seen.withNaming(neededFor(question, told)), language));
  }
}

/** Takes a part of the entries behind a figure. */
type Some = (revisions: readonly number[]) => readonly number[];

/** What takes the page that is wanted of the entries behind a figure, and then the cursor of the next one. */
function pagesOf(list: string, { rest: { after, limit } }: Asked<'after' | 'limit'>) {
  let next: string | undefined;
  const some: Some = (revisions) => {
    const page = pageFor('application/json', revisions, String, { list, after, limit });
    next = page.next;
    return page.items;
  };
  return { some, next: () => next };
}

function refuseOdd(pointer: string): void {
  if (pointer === '' || (pointer.startsWith('/') && !/~(?![01])/.test(pointer))) return;
  throw badParameter('why', details.pointerForm);
}

/** Most pointers that a problem lists, and most names that are compared with a mistyped one. */
const pointersMax = 10;
const namesLookedAt = 1000;

function noFigure(found: NoFigure, pointer: string, isFigure: (pointer: string) => boolean): Problem {
  const { upTo, missing, names } = found;
  const near = missing === undefined ? [] : nearest(missing, names.slice(0, namesLookedAt));
  const below = near.length > 0 ? near.flatMap((name) => found.figures(name).slice(0, 3)) : figuresOfEach(found);
  const respelled = near.map((name) => respell(pointer, upTo, name)).filter(isFigure);
  const pointers = names.length === 0 && missing !== undefined ? [upTo] : [...new Set([...respelled, ...below])];
  const few = pointers.slice(0, pointersMax);
  return new Problem('unknown-pointer', details.noFigure(pointer, upTo, missing?.slice(0, 80), few), {
    pointer,
    nearest: few,
  });
}

/** The first figure below each name. */
const figuresOfEach = (found: NoFigure): string[] =>
  found.names.slice(0, pointersMax).flatMap((name) => found.figures(name).slice(0, 1));

/** A pointer with another name in place of the one that is missing. */
function respell(pointer: string, upTo: string, name: string): string {
  const segments = pointer.split('/');
  segments[upTo.split('/').length] = pointerOf([name]).slice(1);
  return segments.join('/');
}
