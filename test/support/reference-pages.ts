import type { SchemaObject } from 'openapi3-ts';
import { permissions, permissionWords, permits, roles } from '#libs/access';
import { commands, definitionOf, discrepancyRules, refusals, typeOfCommand } from '#libs/domain';
import { makeProgram } from '../../apps/cli/src/program.js';
import { exampleOf } from '../../apps/server/src/describe/openapi-commands.js';
import { bodySchema, dataSchemas } from '../../apps/server/src/describe/schemas.js';
import { kindNames } from '../../apps/server/src/imports/kind-names.js';
import { kindOf } from '../../apps/server/src/imports/kinds.js';
import { labelTables } from './label-tables.js';
import { explain, problemCodes } from '../../apps/server/src/http/problems.js';

const note = '<!-- Made by `npm run docs`; do not edit. -->';

const page = (title: string, ...parts: string[]): string => `${[`# ${title}`, note, ...parts].join('\n\n')}\n`;

const code = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

type Schema = SchemaObject & { $ref?: string };

/** A schema in a few words, for a table. */
function inWords(schema: Schema): string {
  if (schema.$ref !== undefined) return `[${nameOf(schema.$ref)}](#${nameOf(schema.$ref).toLowerCase()})`;
  if (schema.type === 'array')
    return `list of ${inWords((schema.items ?? {}) as Schema)}${schema.maxItems ? ` (at most ${schema.maxItems})` : ''}`;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const what = schema.description ?? String(schema.type ?? 'object');
  const limits = [
    schema.minLength && `from ${schema.minLength}`,
    schema.maxLength && `to ${schema.maxLength} characters`,
  ].filter(Boolean);
  return `${what.replace(/\.$/, '')}${limits.length > 0 ? ` (${limits.join(' ')})` : ''}`;
}

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? '';

function fieldsOf(schema: Schema, besides: ReadonlySet<string> = new Set()): string {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).filter(([name]) => !besides.has(name));
  if (rows.length === 0) return 'No fields of its own.';
  return [
    '| field | required | value |',
    '|---|---|---|',
    ...rows.map(
      ([name, field]) => `| \`${name}\` | ${required.has(name) ? 'yes' : ''} | ${inWords(field as Schema)} |`,
    ),
  ].join('\n');
}

const envelopeFields = new Set(['occurredAt', 'placedAt', 'reportedAt', 'source', 'late']);

function entryTypes(): string {
  const schemas = dataSchemas();
  const parts = new Map<string, Schema>();
  const collect = (schema: Schema): void => {
    for (const field of Object.values(schema.properties ?? {}) as Schema[]) {
      const ref = field.$ref ?? ((field.items ?? {}) as Schema).$ref;
      if (ref === undefined || parts.has(nameOf(ref))) continue;
      const part = (schemas[nameOf(ref)] ?? {}) as Schema;
      parts.set(nameOf(ref), part);
      collect(part);
    }
  };
  const sections = commands.map((command) => {
    const type = typeOfCommand(command);
    const definition = type && definitionOf(type);
    const schema = bodySchema(command, schemas);
    collect(schema);
    const example = code(
      'http',
      `POST /v1/missions/{mission}/commands/${command}\n\n${JSON.stringify(exampleOf(command), null, 2)}`,
    );
    return [
      `## ${type}`,
      `${definition?.summary}`,
      `Command \`${command}\`, ${definition?.kind === 'order' ? 'an order: judged, and refused where it breaks a rule' : 'a report: recorded as it is told'}.`,
      fieldsOf(schema, envelopeFields),
      example,
    ].join('\n\n');
  });
  const shared = [...parts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, schema]) => `### ${name}\n\n${fieldsOf(schema)}`);
  return page(
    'Entry types',
    "Every entry is made by one command: its body is the entry's data, with `occurredAt` (needed by reports; orders are given now where it is left out), and optionally `reportedAt` and `source` (`{title, url?, ref?, confidence}`). Orders that were given earlier take `late: true` with a source. Entries that come from another log may say with `placedAt` where they stood there, within the time that `occurredAt` leaves open. Times are an instant with its offset, a day or a month; days and months are of the mission's zone.",
    ...sections,
    '## Parts',
    ...shared,
  );
}

function problems(): string {
  const row = (id: string, status: number, title: string, detail: string): string =>
    `| \`${id}\` | ${status} | ${title} | ${detail.replaceAll('__proto__', '`__proto__`')} |`;
  const rows = problemCodes.map((id) => {
    const { status = 0, title = '', detail = '' } = explain(id) ?? {};
    return row(id, status, title, detail);
  });
  const rules = Object.entries(refusals).map(([id, detail]) =>
    row(id, explain(id)?.status ?? 0, explain(id)?.title ?? '', detail),
  );
  const discrepancies = Object.entries(discrepancyRules).map(
    ([id, rule]) => `| \`${id}\` | ${JSON.stringify(rule).slice(1, -1)} |`,
  );
  return page(
    'Problems',
    'Every error is an RFC 9457 document (`application/problem+json`). Its `type` is `/problems/` and one of these codes, which never change; fields that are wrong are named in `errors` by JSON Pointer.',
    '## Requests',
    [
      '| code | status | title | what to do |',
      '|---|---|---|---|',
      ...rows.filter((line) => !rules.includes(line)),
    ].join('\n'),
    '## Rules that refuse an order',
    ['| code | status | title | the rule |', '|---|---|---|---|', ...rules].join('\n'),
    '## Discrepancies',
    'These refuse nothing: they show where entries contradict each other, or the plan, until a later entry settles it.',
    ['| rule | what it says |', '|---|---|', ...discrepancies].join('\n'),
  );
}

function rolesPage(): string {
  const may = (permission: (typeof permissions)[number]): string =>
    roles.map((role) => (permits(role, permission) ? 'x' : '')).join(' | ');
  return page(
    'Roles',
    'Who has a role for a mission, or for every one (`*`), may do what stands in its column; what is not marked is refused. A mission of which somebody may not know is the same 404 as one that does not exist. Each operation in `/openapi.json` says its permission (`x-permission`): one of these; `record`, any of those to record with, of which each command then asks its own; `signed-in`; or `public`. [Give people their roles](../how-to/give-people-their-roles.md) says how.',
    [
      `| permission | what it lets somebody do | ${roles.join(' | ')} |`,
      `|---|---|${'---|'.repeat(roles.length)}`,
      ...permissions.map((permission) => `| \`${permission}\` | ${permissionWords[permission]} | ${may(permission)} |`),
    ].join('\n'),
  );
}

async function commandLine(): Promise<string> {
  const program = makeProgram({ dir: '.', version: '' }, {});
  program.configureHelp({ helpWidth: 110 });
  const help = (command: typeof program): string => {
    let text = '';
    command.configureHelp({ helpWidth: 110 }).configureOutput({ writeOut: (more) => (text += more) });
    command.outputHelp();
    return code('text', text.trim());
  };
  return page(
    'Command line',
    'In a clone, `npm run drawdown --` stands for `drawdown`; it needs `npm run build` once.',
    help(program),
    ...program.commands.flatMap((command) => [
      `## ${command.name()}`,
      help(command),
      ...command.commands.flatMap((inner) => [`### ${command.name()} ${inner.name()}`, help(inner)]),
    ]),
  );
}

const labels = (): string =>
  page(
    'Labels',
    'Every field of an entry and of a view has a label, which says who may read it: `open` everybody who may see the mission; `movement` (dates to come, routes, convoys, plans, permits, who is where) reporters, planners and auditors; `reason` (why something was ordered) and `source` planners and auditors. [Why it is so](../explanation/who-may-read-what.md).',
    ...labelTables(),
  );

/** The columns of each kind of table. */
const importColumns = (): string =>
  page(
    'Columns of tables that are imported',
    'A table is of one kind, and has one thing a row. Columns may stand in any order, under any of these names, without regard to case, accents, blanks and signs; those that are not marked may be left out. [Import a spreadsheet](../how-to/import-a-spreadsheet.md) says how cells are read.',
    ...kindNames.flatMap((name) => {
      const { columns, commands: asked } = kindOf(name);
      const rows = Object.values(columns).map(
        ({ en, fr, also = [], isRequired, such }) =>
          `| ${en} | ${fr} | ${also.join(', ')} | ${isRequired ? 'yes' : ''} | ${such} |`,
      );
      const orders = asked.map((one) => `\`${one.name}\``).join(', ');
      return [
        `## ${name}`,
        `A row asks for ${orders}${name === 'schedule' ? ', `expedite-withdrawal` or `postpone-withdrawal`' : ''}.`,
        ['| column | in French | or | required | such as |', '|---|---|---|---|---|', ...rows].join('\n'),
      ];
    }),
  );

/** The generated pages of docs/reference, by file. */
export async function referencePages(): Promise<Record<string, string>> {
  const { format } = await import('prettier');
  const texts = {
    'docs/reference/entry-types.md': entryTypes(),
    'docs/reference/problems.md': problems(),
    'docs/reference/labels.md': labels(),
    'docs/reference/roles.md': rolesPage(),
    'docs/reference/import-columns.md': importColumns(),
    'docs/reference/command-line.md': await commandLine(),
  };
  return Object.fromEntries(
    await Promise.all(
      Object.entries(texts).map(async ([file, text]) => [file, await format(text, { parser: 'markdown' })] as const),
    ),
  );
}
