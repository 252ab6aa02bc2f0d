/** Why an order is refused: a permanent code, and the figures that broke the rule. */
export interface Refusal {
  code: RefusalCode;
  figures: Record<string, unknown>;
}

/** Each rule by its code: what it says, and what to do next. Codes are permanent: clients rely on them. */
export const refusals = {
  'mission-already-open':
    'A mission is opened once. Issue further commands on it, or open another mission under its own id.',
  'mission-closed':
    'After a mission is closed only reports and entries that keep the log are taken. Retract the closing if it was an error.',
  'mission-not-complete':
    'A mission is closed when every base that is not a liquidation base has been left and the reports, with a total of the mission not much older than that, allow that nobody is left outside those. Record what is missing first.',
  'mission-already-archived': 'This mission is archived already. Retract the archiving to take it back into the lists.',
  'already-exists':
    'A base, convoy, permit or incident of this id exists already. Choose another id, or correct the entry that opened it.',
  'base-already-scheduled': 'This base is scheduled already. Expedite, postpone or cancel its withdrawal.',
  'base-not-scheduled': 'This base has no planned withdrawal. Schedule it first.',
  'base-already-vacated':
    'This base is no longer held: nothing can be planned for it any more. Correct or retract the entry that says so if it is wrong.',
  'expedite-must-be-earlier':
    'An expedited date is earlier than the one planned now, or a narrower one within it. Use postpone-withdrawal for a later one.',
  'postpone-must-be-later':
    'A postponed date is later than the one planned now, or a narrower one within it. Use expedite-withdrawal for an earlier one.',
  'date-after-deadline':
    'A withdrawal ends by the deadline, except at a liquidation base. Choose an earlier date, or move the deadline.',
  'deadline-unchanged': 'This is the deadline already. Give another date.',
  'deadline-before-start': 'The deadline cannot lie before the start of the withdrawal. Give a later date.',
  'convoy-needs-two-places': 'A convoy goes from one place to another. Give different places.',
  'route-needs-two-places': 'A route goes from one place to another. Give different places.',
  'travel-days-out-of-order':
    'The least days are at most the usual ones, and those at most the most. Give them in that order.',
  'route-or-mode': 'Either one route or a whole mode is closed or reopened. Name one of the two.',
  'ends-before-it-begins':
    'What is planned from a day on ends on that day or later. Give a later end, or leave it out.',
  'route-not-closed':
    'This route or mode is not closed on that day. Read the plan for what is closed, and reopen that from a day within it.',
  'per-day-or-at-once':
    'A resource is counted by departures of a day, or by all who are under way at once. Give one of the two.',
  'load-leaves-elsewhere': 'A load leaves its base by a route that begins there. Name such a route, or plan one first.',
  'too-many-convoys':
    'One load makes at most 1,000 convoys. Split it by contingents or routes, or say that a convoy of its route takes more.',
  'dependency-needs-two-bases': 'A base waits for another one. Give different bases.',
  'dependency-not-set': 'No such dependency is in force. Read the plan for those that are.',
  'cycle-in-plan':
    'Each of these bases would wait for the next, and the last for the first. Lift one of the dependencies, or name another hub.',
  'nothing-redesignated':
    'A base is redesignated in its kind, its hub or its part in the liquidation. Give at least one that differs.',
  'discrepancy-not-open':
    'No open discrepancy has this id. Read the list of discrepancies again: ids change with the entries behind them.',
  'alert-stays-loud':
    'What was done alone in an emergency, and a log that cannot be read on, are neither acknowledged nor silenced. Countersign the order, or mend the log.',
  'silence-already-over': 'A silence ends later than it is ordered. Give a later time.',
  'entry-rested-on': 'Other entries rest on this one. Retract those first.',
  'already-withheld': 'This text is withheld already. Retract what withheld it to show it again.',
  'needs-second-person':
    'This order needs two. Send it in propose-orders, and another who may give it approves it; in an emergency send it alone with breakGlass and the reason, but for set-four-eyes, which always needs two.',
  'own-proposal':
    'Nobody approves or rejects their own proposal, by whatever token. Another planner does; its author may withdraw it.',
  'approver-not-independent':
    'Whoever proposed or gave this order gave you a token or a role, so that your word would be theirs. Let somebody else approve or countersign it.',
  'proposal-not-pending':
    'This proposal was approved, rejected or withdrawn already. Propose anew what is still wanted.',
  'proposal-expired': 'This proposal has expired. Propose it anew if it is still wanted.',
  'not-the-proposer': 'A proposal is withdrawn by its author alone. Reject it instead.',
  'stands-as-recorded':
    'What was said of how orders are given is neither corrected nor retracted. Set four eyes anew, or decide about the proposal.',
  'nothing-to-countersign':
    'This entry is no order that was given alone and waits for a countersignature. The discrepancies list those that do.',
  'own-countersignature': 'Nobody countersigns their own order. Another planner does.',
  'needs-countersignature': 'An order that was given alone is not settled. Somebody else countersigns it.',
  'nothing-to-correct': 'A correction replaces the data, the time of occurrence, or both. Give a replacement.',
} as const;

export type RefusalCode = keyof typeof refusals;

/** Refuses, by a rule's code, with the figures that broke it. */
export const refuse = (code: RefusalCode, figures: Record<string, unknown> = {}): Refusal => ({ code, figures });
