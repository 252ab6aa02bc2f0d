/**
 * Imports go one way: values <- ledger <- state <- entries <- discrepancies <- fold <- decider | views in the domain,
 * domain <- timeline | explain | client <- apps around it. Each rule was broken once and seen to fail (`test/architecture.spec.ts`).
 */

/** What a room of the domain imports from no other room than these. Types count as much as code. */
const room = (name, others, pathNot) => ({
  name: `domain-${name}`,
  severity: 'error',
  from: { path: `^libs/domain/src/${name}/`, pathNot: '\\.spec\\.ts$' },
  to: {
    path: '^libs/domain/src/',
    pathNot: [`^libs/domain/src/(${[name, ...others].join('|')})/`, ...(pathNot ?? [])],
  },
});

const ledger = ['ledger', 'values'];
const state = ['state', 'envelope', ...ledger];
const fold = ['fold', 'discrepancies', 'entries', 'sentences', ...state];

/** What names a refusal or a discrepancy: every room may use it, since it knows no other room but `values`. */
const catalogues = '^libs/domain/src/(decider/refusals|discrepancies/catalogue)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment:
        'The domain imports class-validator, class-transformer, date-fns, @date-fns/tz and libs/persistent alone.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^libs/(domain|persistent)/',
          'node_modules/(class-validator|class-transformer|date-fns|@date-fns/tz|reflect-metadata)/',
        ],
      },
    },
    room('values', []),
    room('ledger', ['values']),
    room('sentences', ['values']),
    room('redaction', ['sentences', 'values']),
    { ...room('envelope', ['values'], ['^libs/domain/src/entries/registry\\.ts$']) },
    {
      name: 'envelope-runs-nothing-of-entries',
      comment: 'An entry has the types of the registry; the registry is not loaded for it.',
      severity: 'error',
      from: { path: '^libs/domain/src/envelope/' },
      to: { path: '^libs/domain/src/entries/', dependencyTypesNot: ['type-only'] },
    },
    room('state', ['envelope', ...ledger]),
    room('entries', ['sentences', ...state], ['^libs/domain/src/validation/decorators\\.ts$', catalogues]),
    room('validation', ['entries', 'envelope', 'sentences', 'values']),
    {
      name: 'decorators-know-values-and-sentences-alone',
      severity: 'error',
      from: { path: '^libs/domain/src/validation/decorators\\.ts$' },
      to: { path: '^libs/domain/src/', pathNot: '^libs/domain/src/(sentences|values)/' },
    },
    {
      name: 'catalogues-are-leaves',
      severity: 'error',
      from: { path: catalogues },
      to: { path: '^libs/domain/src/', pathNot: '^libs/domain/src/values/' },
    },
    room('discrepancies', ['sentences', 'entries', ...state]),
    room('fold', ['discrepancies', 'entries', ...state]),
    room('decider', ['validation', ...fold]),
    room('views', ['fold', 'discrepancies', 'redaction', 'sentences', ...state]),
    {
      name: 'persistent-imports-nothing',
      severity: 'error',
      from: { path: '^libs/persistent/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/persistent/' },
    },
    {
      name: 'explain-imports-the-domain-alone',
      severity: 'error',
      from: { path: '^libs/explain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/explain/', '^libs/domain/src/index\\.ts$'] },
    },
    {
      name: 'only-the-server-explains',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/explain/', '^apps/server/'] },
      to: { path: '^libs/explain/' },
    },
    {
      name: 'forecasts-know-the-domain-alone',
      severity: 'error',
      from: { path: '^libs/forecast/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/forecast/', '^libs/domain/src/index\\.ts$'] },
    },
    {
      name: 'only-the-server-and-the-command-line-forecast',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(forecast|alerts)/', '^apps/(server|cli)/'] },
      to: { path: '^libs/forecast/' },
    },
    {
      name: 'plans-know-the-domain-alone',
      severity: 'error',
      from: { path: '^libs/planning/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/planning/', '^libs/domain/src/index\\.ts$'] },
    },
    {
      name: 'only-the-server-and-the-command-line-plan',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(planning|alerts)/', '^apps/(server|cli)/'] },
      to: { path: '^libs/planning/' },
    },
    {
      name: 'alerts-know-the-domain-plans-and-forecasts-alone',
      severity: 'error',
      from: { path: '^libs/alerts/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/alerts/', '^libs/(domain|planning|forecast)/src/index\\.ts$'] },
    },
    {
      name: 'only-the-server-alerts',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/alerts/', '^apps/server/'] },
      to: { path: '^libs/alerts/' },
    },
    {
      name: 'event-store-does-not-know-the-domain',
      severity: 'error',
      from: { path: '^libs/event-store/' },
      to: { path: ['^libs/(domain|explain|timeline)/', '^apps/'] },
    },
    {
      name: 'proofs-know-no-missions',
      comment: 'An auditor can read libs/transparency alone, and libs/audit without the rules of a mission.',
      severity: 'error',
      from: { path: '^libs/(transparency|audit)/' },
      to: { path: ['^libs/(domain|explain|timeline)/', '^apps/'] },
    },
    { name: 'nothing-imports-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'dashboard-uses-the-public-api-alone',
      comment: 'What is loaded into a browser takes types of the libraries, and nothing else of the server.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: ['^libs/(?!client/)', '^apps/(server|cli)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-runs-alone',
      comment: 'What others load to talk to a server brings nothing else with it, neither packages nor node:*.',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/client/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-knows-types-of-the-domain-alone',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(client|domain)/'] },
    },
    {
      name: 'libs-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(apps|libs/([^/]+))/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts)', pathNot: '^libs/$2/' },
    },
    {
      name: 'tests-enter-libs-by-their-index',
      comment: 'A test of what a library keeps to itself stands beside its source.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
