/** What history says of the example of each entry type about what was found: settled, looked after, silenced. */
export const ofAlerts = {
  DiscrepancySettled: [
    'Discrepancy attacked-when-not-under-way:ber-timbuktu-1:41 settled: the convoy left before the report of its departure',
    'Contradiction attacked-when-not-under-way:ber-timbuktu-1:41 réglée : the convoy left before the report of its departure',
  ],
  AlertAcknowledged: [
    'Alert planned-date-passed:ber acknowledged: the convoy leaves tomorrow at dawn',
    'Alerte planned-date-passed:ber prise en charge : the convoy leaves tomorrow at dawn',
  ],
  AlertsSilenced: [
    'Alerts silenced (convoy-silent) until 2023-08-16: no satellite telephones north of Ber',
    'Alertes mises en sourdine (convoy-silent) jusqu’au 2023-08-16 : no satellite telephones north of Ber',
  ],
} as const;
