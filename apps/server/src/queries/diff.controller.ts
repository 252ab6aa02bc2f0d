import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { canonical } from '#libs/canonical-json';
import { views, type ViewName } from '#libs/domain';
import { inSlices } from '#libs/timeline';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { Permission } from '../http/permission.js';
import { Asker } from '../http/asker.js';
import { jsonInSlices } from '../http/json-in-slices.js';
import { LongQuestions } from '../http/long-questions.js';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';
import { CompareStates } from './compare-states.js';
import { inPieces, textFormats } from './formats.js';
import { axes, checkTime, isRevision, refuseAlong, type Axis } from './spans.js';

const further = ['from', 'to', 'axis', 'view'] as const;
type Found = Asked<(typeof further)[number]>;

/** Where anybody reads what differs between two states of a mission, and by which entries. */
@Controller('v1/missions/:mission/diff')
@UseInterceptors(Answering)
export class DiffController {
  constructor(
    private readonly bus: QueryBus,
    private readonly long: LongQuestions,
  ) {}

  /**
   * What differs in a view between two revisions, or two times on one axis (days and months mean their end, in the mission's
   * zone), figure by figure, with the entries responsible. Throws a Problem if a parameter cannot be used, if nothing
   * was known at one of them, and if more differs than can be told.
   */
  @Get()
  @Permission('read-history')
  @Formats(['application/json', ...textFormats])
  async diff(@AsOf(further) asked: Found, @Format() format: string, @Asker() asker?: string): Promise<Answer> {
    const span = { ...spanOf(asked), view: viewOf(asked.rest.view) };
    const { tag, made } = await this.bus.execute(new CompareStates({ asOf: asked, span }));
    return Answer.of({
      tag,
      document: () => this.long.answer(canonical({ diff: asked, tag }), made, asker),
      written: (whole) => inPieces(format, whole.items, { first: 'pointer' }) ?? inSlices(jsonInSlices(whole)),
    });
  }
}

/** From where to where, along which axis. */
function spanOf({ lens, rest }: Found): { from: string; to: string; axis: Axis } {
  const { from, to } = rest;
  if (from === undefined || to === undefined) throw badParameter(from === undefined ? 'from' : 'to', details.diffEnds);
  const axis = axisOf(rest.axis, isRevision(from) && isRevision(to));
  checkTime('from', from, axis === 'knownAt');
  checkTime('to', to, axis === 'knownAt');
  refuseAlong([axis], lens);
  return { from, to, axis };
}

function axisOf(text: string | undefined, areRevisions: boolean): Axis {
  const axis = text ?? (areRevisions ? 'knownAt' : undefined);
  const one = axes.find((name) => name === axis);
  if (one !== undefined) return one;
  throw badParameter('axis', details.diffAxis);
}

function viewOf(name = 'summary'): ViewName {
  if (Object.hasOwn(views, name)) return name as ViewName;
  throw badParameter('view', details.noView(name.slice(0, 80), Object.keys(views), false));
}
