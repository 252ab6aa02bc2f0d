/** Each rule: what it finds. */
export const discrepancyRules = {
  'account-below-zero': 'An account holds fewer than nobody: more people left it than were booked there.',
  'equipment-below-zero':
    'More equipment of a category was disposed of than was counted, at a base or in the whole mission.',
  'people-booked-after-vacated': 'A base was vacated or handed over with people booked there.',
  'arrived-with-other-numbers': 'A convoy arrived with other numbers than it departed with.',
  'attacked-when-not-under-way': 'A convoy was attacked when it was not under way.',
  'arrived-without-departing': 'A convoy arrived that never departed.',
  'arrived-after-turning-back': 'A convoy that had turned back is said to have arrived.',
  'arrived-elsewhere': 'A convoy that has arrived with all who set out is said to have arrived at another place.',
  'departed-otherwise': 'A convoy under way is said to have departed by another route or with other people.',
  'halted-when-not-under-way': 'A convoy halted when it was not under way.',
  'resumed-when-not-under-way': 'A convoy went on when it was not under way.',
  'turned-back-after-arriving': 'A convoy that had arrived is said to have turned back.',
  'turned-back-without-departing': 'A convoy turned back that never departed.',
  'planned-before-it-ended': 'A next leg of a convoy is planned before the last one has ended.',
  'planned-date-passed': 'The planned date has passed and the base was not vacated.',
  'scheduled-after-deadline': 'A base is scheduled to be left after the deadline.',
  'total-below-books': 'A reported total is below what the increments already make.',
  'totals-contradict': 'The baseline of a part is more, or less, than that of the whole allows.',
  'fewer-than-none':
    'Totals of a population and of its parts leave fewer than nobody somewhere, or fewer of a contributor than are counted at places.',
  'more-present-than-booked': 'More people are said to be present than the books hold.',
  'different-receivers': 'Two entries claim different receivers of a camp.',
  'permit-unanswered': 'A permit has been unanswered for more than 7 days.',
  'restricted-disposed': 'Weapons, ammunition, armoured vehicles or aircraft of a contingent were gifted or sold.',
  'hub-closes-first': 'The hub of a base closes before it.',
  'break-glass-not-countersigned':
    'An order that two must give was given by one alone in an emergency, and nobody else has countersigned it.',
  'possible-duplicate':
    'Two sources report what may be one thing: of one type, about the same, on the same day, with numbers that may be equal. Both count.',
  'sources-disagree':
    'Two sources give totals or answers of one day, or days of what happens once, that cannot both be true: the one recorded last stands.',
} as const;

export type DiscrepancyRule = keyof typeof discrepancyRules;
