import { type EntryType, type Label } from '#libs/domain';
import { plansWith } from './canaries-of-plans.js';

/** A value that stands nowhere else: whoever may not see its label must never get it, in whatever form. */
export interface Canary {
  label: Exclude<Label, 'open'>;
  value: string;
}

/** Commands of an imagined mission, in each hidden field a value of its own, and what those are. */
export interface Planted {
  commands: [command: string, body: Record<string, unknown>][];
  canaries: Canary[];
}

/** What is hidden and is no value of its own: ids of bases, which everybody may see elsewhere, and words of closed lists. */
export const notPlanted: ReadonlySet<`${EntryType}.${string}`> = new Set([
  'BaseEstablished.hub',
  'WithdrawalScheduled.base',
  'WithdrawalExpedited.base',
  'WithdrawalPostponed.base',
  'WithdrawalCancelled.base',
  'WithdrawalStarted.base',
  'NoteAdded.base',
  'ConvoyPlanned.mode',
  'ConvoyPlanned.from',
  'ConvoyPlanned.to',
  'ConvoyDeparted.mode',
  'ConvoyDeparted.from',
  'ConvoyDeparted.to',
  'ConvoyArrived.at',
  'CasualtiesEvacuated.from',
  'PersonnelRepatriated.mode',
  'PermitRequested.kind',
  'PermitRequested.for',
  'PermitAnswered.answer',
  'AlertsSilenced.rule',
  // A mission is closed when nothing is left to hide in it.
  'MissionClosed.reason',
  // It is for administrators to say these, and the planner plants.
  'FourEyesSet.orders',
  'FourEyesSet.reason',
  // It takes a second person to say these.
  'OrderApproved.reason',
  'OrderRejected.reason',
  'OrderCountersigned.reason',
]);

/** The mission with a value of its own in every hidden field. */
export function plantCanaries(): Planted {
  const canaries: Canary[] = [];
  let count = 0;
  const plant =
    (label: Canary['label']) =>
    (value: string): string => {
      canaries.push({ label, value });
      return value;
    };
  const words = (label: Canary['label']): string => plant(label)(`canary-${label}-${++count}`);
  const [movement, reason, source] = [() => words('movement'), () => words('reason'), () => words('source')];
  const day = plant('movement');
  const counted = (number: number): number => Number(plant('movement')(String(number)));
  const people = (number: number): object[] => [{ component: 'uniformed/troops', count: counted(number) }];
  const [planned, moving] = [movement(), movement()];
  const permit = movement();
  const garrison = [{ component: 'uniformed/troops', contingent: 'BFA', count: 4000 }];
  const base = (id: string, more: object = {}): [string, Record<string, unknown>] => [
    'establish-base',
    { base: id, name: id.toUpperCase(), kind: 'camp', garrison, occurredAt: '2023-07-01', ...more },
  ];
  const commands: Planted['commands'] = [
    [
      'open-mission',
      {
        name: 'MINUSMA',
        hostCountry: 'Mali',
        authority: 'resolution 2690',
        startsOn: '2023-07-01',
        deadline: '2023-12-31',
        timeZone: 'Africa/Bamako',
        strength: [{ component: 'uniformed/troops', count: 20_000 }],
        occurredAt: '2023-07-01',
      },
    ],
    base('timbuktu', { liquidation: true }),
    base('ber', { hub: 'timbuktu' }),
    base('gao'),
    base('kidal'),
    ['move-deadline', { to: '2024-01-31', authority: reason(), reason: reason(), occurredAt: '2023-07-03' }],
    [
      'schedule-withdrawal',
      {
        base: 'ber',
        on: day('2023-11-19'),
        phase: movement(),
        authority: reason(),
        reason: reason(),
        occurredAt: '2023-07-04',
      },
    ],
    [
      'postpone-withdrawal',
      { base: 'ber', on: day('2023-12-03'), reason: reason(), authority: reason(), occurredAt: '2023-07-05' },
    ],
    [
      'expedite-withdrawal',
      { base: 'ber', on: day('2023-11-27'), reason: reason(), authority: reason(), occurredAt: '2023-07-06' },
    ],
    ['schedule-withdrawal', { base: 'gao', on: day('2023-11-13'), occurredAt: '2023-07-06' }],
    ['cancel-withdrawal', { base: 'gao', reason: reason(), occurredAt: '2023-07-07' }],
    [
      'plan-convoy',
      {
        convoy: planned,
        mode: 'road',
        from: 'ber',
        to: 'abroad',
        toPlace: movement(),
        departsOn: day('2023-10-29'),
        lines: people(3719),
        vehicles: counted(7919),
        occurredAt: '2023-08-01',
      },
    ],
    ['report-withdrawal-started', { base: 'ber', occurredAt: '2023-08-02' }],
    [
      'report-convoy-departed',
      {
        convoy: moving,
        mode: 'road',
        from: 'ber',
        to: 'timbuktu',
        lines: people(1733),
        vehicles: counted(6857),
        occurredAt: '2023-08-03T06:00:00Z',
      },
    ],
    [
      'report-convoy-halted',
      { convoy: moving, place: movement(), reason: reason(), occurredAt: '2023-08-03T07:00:00Z' },
    ],
    [
      'report-convoy-resumed',
      { convoy: moving, place: movement(), reason: reason(), occurredAt: '2023-08-03T08:00:00Z' },
    ],
    [
      'report-convoy-attacked',
      {
        convoy: moving,
        place: movement(),
        means: 'direct fire',
        casualties: [{ side: 'peacekeeper', wounded: 2 }],
        occurredAt: '2023-08-03T09:00:00Z',
      },
    ],
    [
      'report-casualties-evacuated',
      {
        from: moving,
        to: movement(),
        lines: [{ component: 'uniformed/troops', count: 2 }],
        occurredAt: '2023-08-03T10:00:00Z',
      },
    ],
    [
      'report-convoy-arrived',
      { convoy: moving, at: 'timbuktu', lines: people(1699), occurredAt: '2023-08-04T09:00:00Z' },
    ],
    [
      'report-convoy-departed',
      { convoy: movement(), from: 'gao', to: 'abroad', toPlace: movement(), occurredAt: '2023-08-05' },
    ],
    ['report-convoy-turned-back', { convoy: canaries.at(-2)?.value, reason: reason(), occurredAt: '2023-08-06' }],
    [
      'report-permit-requested',
      { permit, kind: 'customs', authority: movement(), for: 'kidal', occurredAt: '2023-08-07' },
    ],
    ['report-permit-answered', { permit, answer: 'refused', reason: reason(), occurredAt: '2023-08-08' }],
    ['report-base-vacated', { base: 'kidal', occurredAt: '2023-08-09' }],
    [
      'report-camp-handed-over',
      { base: 'kidal', to: { name: 'Governor', kind: 'civilian' }, document: source(), occurredAt: '2023-08-10' },
    ],
    [
      'report-equipment-disposed',
      {
        category: 'vehicle',
        count: 2,
        method: 'sold',
        base: 'gao',
        convoy: moving,
        approval: source(),
        occurredAt: '2023-08-11',
      },
    ],
    [
      'report-repatriation',
      {
        lines: [{ component: 'uniformed/troops', count: 100 }],
        from: 'gao',
        mode: 'air',
        to: movement(),
        occurredAt: '2023-08-12',
      },
    ],
    ...plansWith({ movement, reason, source, day, counted }),
    ['add-note', { text: reason(), base: 'ber', convoy: moving, occurredAt: '2023-08-13' }],
  ];
  const attack = commands.findIndex(([command]) => command === 'report-convoy-attacked');
  const vacated = commands.findIndex(([command]) => command === 'report-base-vacated');
  const note = commands.length - 1;
  commands.push(
    [
      'revise-toll',
      {
        entry: attack,
        effect: 'replaces',
        casualties: [{ side: 'peacekeeper', wounded: 3 }],
        reason: reason(),
        occurredAt: '2023-08-14',
      },
    ],
    ['dispute-entry', { entry: attack, by: source(), statement: source(), occurredAt: '2023-08-15' }],
    [
      'correct-entry',
      {
        entry: note,
        replacement: { data: { text: reason(), base: 'ber' } },
        reason: reason(),
        occurredAt: '2023-08-16',
      },
    ],
    ['add-note', { text: reason(), occurredAt: '2023-08-17' }],
    ['retract-entry', { entry: note + 4, reason: reason(), occurredAt: '2023-08-18' }],
    ['settle-discrepancy', { discrepancy: `people-booked-after-vacated:kidal:${vacated}`, reason: reason() }],
  );
  commands.push(
    ['acknowledge-alert', { alert: `discrepancy-open:${movement()}`, reason: reason(), occurredAt: '2023-08-19' }],
    [
      'silence-alerts',
      {
        rule: 'convoy-silent',
        subject: movement(),
        until: day('2031-05-17'),
        reason: reason(),
        occurredAt: '2023-08-19',
      },
    ],
  );
  const next = commands.length;
  commands.push(
    ['archive-mission', { reason: reason() }],
    ['retract-entry', { entry: next, reason: reason() }],
    ['withhold-text', { entry: next, pointer: '/reason', reason: reason() }],
    ['retract-entry', { entry: next + 2, reason: reason() }],
    [
      'propose-orders',
      {
        commands: [{ command: 'archive-mission', reason: reason() }],
        reason: reason(),
        expiresAt: '2100-01-01T00:00:00Z',
      },
    ],
    ['withdraw-proposal', { proposal: next + 4, reason: reason() }],
  );
  for (const [, body] of commands)
    body.source = { title: source(), url: `https://example.org/${source()}`, ref: source(), confidence: 'high' };
  return { commands, canaries };
}
