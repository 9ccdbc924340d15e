// Imports point inwards: main → wiring → adapters, dashboard, drill → engine → commands, policy → core → nothing.
const inward = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    inward('core-imports-only-core', '^src/core', '^src/(?!core/)'),
    inward(
      'core-touches-no-world',
      '^src/(core|commands|policy)',
      '^(node:)?(fs|http|https|net|child_process|os|process|worker_threads)(/|$)',
    ),
    inward('commands-import-core', '^src/commands', '^src/(?!core/|commands/)'),
    inward('policy-imports-core', '^src/policy', '^src/(?!core/|policy/)'),
    inward('engine-imports-rules', '^src/engine', '^src/(?!core/|commands/|policy/|engine/)'),
    inward('adapters-import-inwards', '^src/adapters', '^src/(main|index|cli|dashboard|drill|wiring)'),
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/$1/' },
    },
    inward('dashboard-imports-inwards', '^src/dashboard', '^src/(main|index|cli|drill|adapters|wiring)'),
    inward('only-the-drill-and-tests-know-the-simulated-github', '^src/(?!drill/|cli)', '^src/drill'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
