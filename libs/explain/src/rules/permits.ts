import { changing, lastChangeOf, daysBetween } from '#libs/domain';
import { derived, said, textIn, type Asked, type Formula, type Rule } from '../plan.js';
import { dayIn, today, zone } from './dates.js';

const permitOf = ({ state, parts }: Asked) => state.permits.get(parts[0] ?? '');

const waiting: Formula = {
  text: 'calendar days from the request to the answer, or to the day shown while there is none',
  compute: (inputs) =>
    daysBetween(dayIn(inputs, 'requested') ?? '', dayIn(inputs, 'answered') ?? textIn(inputs, 'day shown') ?? ''),
};

/** How each figure of the view `permits` comes about. */
export const permits: Rule[] = [
  derived('/items/*/waitingDays', waiting, (asked) => {
    const at = ['items', asked.parts[0] ?? ''];
    const answered = asked.input('answered', 'permits', [...at, 'answered', 'occurredAt']);
    const requested = asked.input('requested', 'permits', [...at, 'requested', 'occurredAt']);
    return [...requested, ...(answered.length > 0 ? answered : today(asked)), ...zone(asked)];
  }),
  said('/items/*/state', (asked) => [permitOf(asked)?.answered?.revision ?? permitOf(asked)?.requested.revision]),
  said('/items/*/reason', (asked) => [permitOf(asked)?.answered?.revision]),
  said('/items/*/answered/**', (asked) => [permitOf(asked)?.answered?.revision]),
  ...['id', 'kind', 'authority', 'for', 'requested/**'].map((name) =>
    said(`/items/*/${name}`, (asked) => [permitOf(asked)?.requested.revision]),
  ),
  said('/items/*/lastChangedBy', (asked) => [lastChangeOf(asked.state, changing.permit(asked.parts[0] ?? ''))]),
];
