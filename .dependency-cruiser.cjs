/** Imports go one way: domain <- event-store | timeline | client <- apps. Each rule was broken once and seen to fail. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports class-validator, class-transformer, date-fns and @date-fns/tz alone.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/domain/', 'node_modules/(class-validator|class-transformer|date-fns|@date-fns/tz|reflect-metadata)/'] },
    },
    {
      name: 'event-store-does-not-know-the-domain',
      severity: 'error',
      from: { path: '^libs/event-store/' },
      to: { path: ['^libs/(domain|timeline)/', '^apps/'] },
    },
    {
      name: 'proofs-know-no-missions',
      comment: 'An auditor can read libs/transparency alone, and libs/audit without the rules of a mission.',
      severity: 'error',
      from: { path: '^libs/(transparency|audit)/' },
      to: { path: ['^libs/(domain|timeline)/', '^apps/'] },
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
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
