import { changing, lastChangeOf, daysBetween } from '#libs/domain';
import { derived, stated, textIn, type Asked, type Formula, type ExplanationRule, type Input } from '../approach.js';
import { dayIn, timeOf, today, zone } from './dates.js';

const permitOf = ({ state, parts }: Asked) => state.permits.get(parts[0] ?? '');

const waiting: Formula = {
  text: 'calendar days from the request to the answer, or to the day shown while there is none; 0 where that is earlier',
  compute: (inputs) =>
    Math.max(
      0,
      daysBetween(dayIn(inputs, 'requested') ?? '', dayIn(inputs, 'answered') ?? textIn(inputs, 'day shown') ?? ''),
    ),
};

/** How each figure of the view `permits` comes about. */
export const permits: ExplanationRule[] = [
  derived('/items/*/waitingDays', waiting, (asked) => {
    const at = ['items', asked.parts[0] ?? ''];
    const permit = permitOf(asked);
    const timed = (name: 'requested' | 'answered'): Input[] => {
      const fact = permit?.[name];
      return fact ? asked.input(name, 'permits', [...at, name, timeOf(fact)]) : [];
    };
    return [...timed('requested'), ...(permit?.answered ? timed('answered') : today(asked)), ...zone(asked)];
  }),
  stated('/items/*/state', (asked) => [permitOf(asked)?.answered?.revision ?? permitOf(asked)?.requested.revision]),
  stated('/items/*/reason', (asked) => [permitOf(asked)?.answered?.revision]),
  stated('/items/*/answered/**', (asked) => [permitOf(asked)?.answered?.revision]),
  ...['id', 'kind', 'authority', 'for', 'requested/**'].map((name) =>
    stated(`/items/*/${name}`, (asked) => [permitOf(asked)?.requested.revision]),
  ),
  stated('/items/*/lastChangedBy', (asked) => [lastChangeOf(asked.state, changing.permit(asked.parts[0] ?? ''))]),
];
