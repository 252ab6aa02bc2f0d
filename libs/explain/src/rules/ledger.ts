import { isGone, type Posting } from '#libs/domain';
import { count, derived, stated, known, type Asked, type Input, type ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { moving } from '../entry-types.js';
import { sumOf } from './tallies.js';

const revisionOf = ({ parts }: Asked): number => Number(parts[0]);

const postingsOf = (asked: Asked): Posting[] =>
  [...asked.state.books.journal].filter(({ revision }) => revision === revisionOf(asked));

const bests = (asked: Asked): Input[] =>
  postingsOf(asked).flatMap((_, place) =>
    asked.input('posting', 'ledger', ['items', asked.parts[0] ?? '', 'postings', place, 'best']),
  );

/** How each figure of the view `ledger` comes about. */
export const ledger: ExplanationRule[] = [
  known('/items/*/postings/*/best', (asked) => [
    { revision: revisionOf(asked), figure: postingsOf(asked)[Number(asked.parts[1])]?.best },
  ]),
  derived('/items/*/sum', sumOf('its postings'), bests),
  stated('/items/*/**', (asked) => [revisionOf(asked)]),
  count('/accounts/*/*', ({ parts: [account = '', node = ''] }) => ({
    of: (_, moment) => moment.account(account)(node),
    cell: isGone(account) ? cells.measure(account, node) : cells.held(account, node),
    on: moving,
  })),
];
