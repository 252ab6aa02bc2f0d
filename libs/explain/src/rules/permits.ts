import { changing, lastChangeOf, daysBetween } from '#libs/domain';
import { derived, stated, textIn, type Asked, type Formula, type ExplanationRule } from '../approach.js';
import { dayIn, today, zone } from './dates.js';

const permitOf = ({ state, parts }: Asked) => state.permits.get(parts[0] ?? '');

const waiting: Formula = {
  text: 'calendar days from the request to the answer, or to the day shown while there is none',
  compute: (inputs) =>
    daysBetween(dayIn(inputs, 'requested') ?? '', dayIn(inputs, 'answered') ?? textIn(inputs, 'day shown') ?? ''),
};

/** How each figure of the view `permits` comes about. */
export const permits: ExplanationRule[] = [
  derived('/items/*/waitingDays', waiting, (asked) => {
    const at = ['items', asked.parts[0] ?? ''];
    const answered = asked.input('answered', 'permits', [...at, 'answered', 'occurredAt']);
    const requested = asked.input('requested', 'permits', [...at, 'requested', 'occurredAt']);
    return [...requested, ...(answered.length > 0 ? answered : today(asked)), ...zone(asked)];
  }),
  stated('/items/*/state', (asked) => [permitOf(asked)?.answered?.revision ?? permitOf(asked)?.requested.revision]),
  stated('/items/*/reason', (asked) => [permitOf(asked)?.answered?.revision]),
  stated('/items/*/answered/**', (asked) => [permitOf(asked)?.answered?.revision]),
  ...['id', 'kind', 'authority', 'for', 'requested/**'].map((name) =>
    stated(`/items/*/${name}`, (asked) => [permitOf(asked)?.requested.revision]),
  ),
  stated('/items/*/lastChangedBy', (asked) => [lastChangeOf(asked.state, changing.permit(asked.parts[0] ?? ''))]),
];
