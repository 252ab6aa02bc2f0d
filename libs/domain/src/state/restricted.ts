import { comparable } from '../values/comparable.js';

/** Words of English and French for what contributors may never give away or sell. */
const restricted = [
  'weapons?',
  'firearms?',
  'rifles?',
  'machine guns?',
  'mortars?',
  'grenades?',
  'ammunition',
  'munitions?',
  'explosives?',
  'armou?red',
  'apcs?',
  'aircraft',
  'helicopters?',
  'airplanes?',
  'aeroplanes?',
  'armes?',
  'explosifs?',
  'blindée?s?',
  'aéronefs?',
  'hélicoptères?',
  'avions?',
].join('|');

const isRestricted = new RegExp(`(^|[^\\p{L}])(${restricted})($|[^\\p{L}])`, 'u');
/** What belongs to the United Nations is disposed of by their own rules. */
const isOwn = /(^|[^\p{L}])(unoe|(un|united nations|mission)[- ]owned)($|[^\p{L}])/u;

/** Whether a category of equipment is one that a contingent takes home, and neither gives away nor sells. */
export function isRestrictedCategory(category: string): boolean {
  const words = comparable(category);
  return isRestricted.test(words) && !isOwn.test(words);
}
