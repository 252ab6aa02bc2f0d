import { commands, definitionOf, typeOfCommand, views } from '#libs/domain';
import { exampleOf } from './openapi-commands.js';

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

/** What `/` shows if the dashboard has not been built. */
export const notBuiltPage: string = page(
  'Drawdown',
  '<h1>Drawdown</h1><p>The dashboard has not been built here: run <code>npm run build</code> and start the server anew.</p>' +
    '<p><a href="/v1/missions">The missions</a> and <a href="/docs">the API</a> are there without it.</p>',
);
