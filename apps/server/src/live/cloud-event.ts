import type { Entry } from '#libs/domain';

/** An entry as CloudEvents 1.0 JSON. */
export const cloudEvent = (entry: Entry): object => ({
  specversion: '1.0',
  id: entry.id,
  source: `/v1/missions/${entry.mission}`,
  type: `org.drawdown.${entry.type.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.v${entry.schema}`,
  subject: String(entry.revision),
  time: entry.placedAt,
  recordedtime: entry.recordedAt,
  revision: entry.revision,
  datacontenttype: 'application/json',
  data: entry,
});
