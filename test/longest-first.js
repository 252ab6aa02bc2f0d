import Sequencer from '@jest/test-sequencer';

/** Where the long files are: those that start servers and browsers, then those that verify, fold and store much. */
const long = [
  'test/dashboard/',
  'test/faults/',
  'test/process/',
  'test/audit/',
  'libs/timeline/',
  'test/store/',
  'test/',
];

const rank = ({ path, context }) => {
  const name = path.slice(context.config.rootDir.length + 1);
  const found = long.findIndex((folder) => name.startsWith(folder));
  return found < 0 ? long.length : found;
};

/** Begins with the long files, so that none of them goes on alone at the end. A bare machine does not know how long they took before. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort([...tests]).toSorted((a, b) => rank(a) - rank(b));
  }
}
