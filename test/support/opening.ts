/** What opens a mission of so many people, of whom nothing more is known than their component, if that is. */
export const openingOf = (people: number, component = 'all') => ({
  name: 'M',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'UTC',
  strength: [{ component, count: people }],
  occurredAt: '2023-07-01',
});
