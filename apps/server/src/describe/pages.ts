import { commands, definitionOf, typeOfCommand, views } from '#libs/domain';
import type { MissionRow } from '../queries/mission-rows.js';
import { exampleOf } from './openapi.js';

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>` +
  '<link rel="stylesheet" href="/docs/style.css"></head>' +
  `<body><main>${body}</main></body></html>`;

/** The style of the pages: the system's own fonts and colours. */
export const style =
  ':root{color-scheme:light dark}main{max-width:60rem;margin:0 auto;padding:1rem;font:1rem/1.5 system-ui,sans-serif}' +
  'pre{overflow:auto;padding:.5rem;border:1px solid}details{margin:.5rem 0}summary{padding:.25rem 0;cursor:pointer}code{font-family:ui-monospace,monospace}' +
  'table{border-collapse:collapse}th,td{padding:.25rem .75rem;border-bottom:1px solid;text-align:left;vertical-align:top}';

function commandSection(command: string): string {
  const type = typeOfCommand(command);
  if (!type) return '';
  const { kind, summary } = definitionOf(type);
  return (
    `<details id="${command}"><summary><code>${command}</code> (${kind}): ${escape(summary)}</summary>` +
    `<p>Records a <code>${type}</code>.</p><pre>POST /v1/missions/{mission}/commands/${command}\n\n${escape(JSON.stringify(exampleOf(command), null, 2))}</pre></details>`
  );
}

/** The API at a glance, readable without a network and without scripts. */
export const docsPage = (): string =>
  page(
    'Drawdown API',
    '<h1>Drawdown API</h1><p>The whole description is at <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1) and <a href="/asyncapi.json">/asyncapi.json</a> (live streams).</p>' +
      `<h2>Commands</h2>${commands.map(commandSection).join('')}` +
      '<h2>Queries</h2><p>Each takes <code>validAt</code>, <code>knownAt</code>, <code>recordedAt</code> and <code>atLeast</code>; views also <code>why</code>, a JSON Pointer to the figure that is to be explained.</p><ul>' +
      '<li><code>GET /v1/missions</code></li><li><code>GET /v1/missions/{mission}</code> (summary)</li>' +
      `${[...Object.keys(views).filter((view) => view !== 'summary'), 'entries'].map((view) => `<li><code>GET /v1/missions/{mission}/${view}</code></li>`).join('')}</ul>` +
      '<h2>Live</h2><p><code>GET /v1/missions/{mission}/live?views=summary,bases</code> and <code>GET /v1/live</code> are Server-Sent Events.</p>',
  );

/** What a problem type means. */
export const problemPage = (code: string, problem: { title: string; status: number; detail: string }): string =>
  page(
    problem.title,
    `<h1>${escape(problem.title)}</h1><p><code>${escape(code)}</code>, HTTP ${problem.status}</p><p>${escape(problem.detail)}</p>`,
  );

const link = (path: string, text: string): string => `<a href="${path}">${escape(text)}</a>`;

function missionLine(row: MissionRow): string {
  const path = `/v1/missions/${row.mission}`;
  if (row.stopped) {
    const { revision, reason } = row.stopped;
    return `<tr><td>${link(path, row.mission)}</td><td colspan="5">stopped at revision ${revision}: ${escape(reason)}</td></tr>`;
  }
  const { name, deadline, daysLeft, present, remainingBases, status } = row;
  const days = daysLeft < 0 ? `${-daysLeft} days ago` : `${daysLeft} days left`;
  const range = present.low === present.high ? '' : ` (${present.low} to ${present.high ?? 'unknown'})`;
  const read = ['bases', 'convoys', 'schedule', 'discrepancies', 'entries'].map((view) =>
    link(`${path}/${view}`, view),
  );
  const cells = [
    link(path, name),
    `${deadline}, ${days}`,
    `${present.best}${range}`,
    remainingBases,
    status,
    read.join(' '),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

/** The first page: what remains of each mission, and where to go. */
export const indexPage = (missions: readonly MissionRow[]): string =>
  page(
    'Drawdown',
    '<h1>Drawdown</h1><p>The operations log of missions that withdraw from a country.</p>' +
      (missions.length === 0
        ? '<p>No mission has been opened yet.</p>'
        : '<table><thead><tr><th>mission</th><th>deadline</th><th>people present</th><th>bases remaining</th><th>status</th><th>read</th></tr></thead>' +
          `<tbody>${missions.map(missionLine).join('')}</tbody></table>`) +
      '<p><a href="/docs">The API</a></p>',
  );
