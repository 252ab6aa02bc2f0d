import type { StreamGuard } from './stream-guard.js';

/** Where a cluster keeps what holds for all streams of which nothing else is said. */
const settingsStream = '$settings';

/** How many streams are asked about at once. */
const togetherMax = 20;

const rolesIn = (value: unknown): unknown[] | undefined =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value : undefined;

/** Whether an access list says of a right that administrators alone have it. */
function isForAdmins(acl: unknown, right: string): boolean | undefined {
  const said = typeof acl === 'object' && acl !== null ? (acl as Record<string, unknown>)[right] : undefined;
  return rolesIn(said)?.every((role) => role === '$admins');
}

/** Those of some streams that others than administrators may delete ($d) or truncate ($mw), by what is said of them and of all. */
export async function unprotectedOf(guard: StreamGuard, streams: readonly string[]): Promise<string[]> {
  const { $userStreamAcl } = await guard.newest(settingsStream);
  const found: string[] = [];
  for (let start = 0; start < streams.length; start += togetherMax) {
    const some = streams.slice(start, start + togetherMax);
    const said = await Promise.all(some.map((stream) => guard.metadata(stream)));
    const isProtected = (acl: unknown): boolean =>
      ['$d', '$mw'].every((right) => isForAdmins(acl, right) ?? isForAdmins($userStreamAcl, right) ?? false);
    found.push(...some.filter((_, index) => !isProtected(said[index]?.$acl)));
  }
  return found;
}
