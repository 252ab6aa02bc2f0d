// Cruises some small projects, one after another in one process: reads [[folder, roots], ...] as its argument, and prints which
// rules each breaks.
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { resolve } from 'node:path';

const { forbidden, options } = await extractConfig(resolve('.dependency-cruiser.cjs'));
const tsConfig = extractTsConfig(resolve('tsconfig.json'));
const answers = [];
for (const [folder, roots] of JSON.parse(process.argv[2])) {
  process.chdir(folder);
  const { output } = await cruise(
    roots,
    { ...options, ruleSet: { forbidden, options }, validate: true, cache: false },
    options.enhancedResolveOptions,
    { tsConfig },
  );
  answers.push([...new Set(output.summary.violations.map(({ rule }) => rule.name))]);
}
process.stdout.write(JSON.stringify(answers));
