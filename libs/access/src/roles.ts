/** What is read by whoever reads all of a mission. */
const reads = ['read-remains', 'read-movement', 'read-reasons', 'read-sources', 'read-own', 'read-history'] as const;

/** The permissions of each role: the one table of who may do what. What a role does not name, it may not do. */
const table = {
  /** What is open of a mission: what remains of it. */
  viewer: ['read-remains'],
  reporter: ['read-remains', 'read-movement', 'read-own', 'report', 'dispute', 'retract-own'],
  planner: [...reads, 'prove', 'report', 'dispute', 'retract-own', 'order', 'scenarios'],
  auditor: [...reads, 'read-withheld', 'read-access-log', 'prove', 'dispute', 'read-streams'],
  admin: ['read-remains', 'administer', 'read-metrics'],
  metrics: ['read-metrics'],
  witness: ['prove'],
  server: ['read-streams', 'append-streams'],
} as const;

/** What somebody is for a mission. */
export type Role = keyof typeof table;

/** What somebody may do with a mission, or with the server. */
export type Permission = (typeof table)[Role][number];

/** All roles, in the order in which one is chosen for somebody who has several. */
export const roles: readonly Role[] = [
  'planner',
  'reporter',
  'auditor',
  'viewer',
  'admin',
  'metrics',
  'witness',
  'server',
];

/** All permissions. */
export const permissions: readonly Permission[] = [...new Set(Object.values(table).flat())];

/** Every mission, in a grant. */
export const everyMission = '*';

/** A role for one mission, or for every one. */
export interface Grant {
  role: Role;
  mission: string;
}

/** Whether a role has a permission. */
export const permits = (role: Role, permission: Permission): boolean =>
  (table[role] as readonly Permission[]).includes(permission);

const covers = (grant: Grant, mission: string): boolean => grant.mission === everyMission || grant.mission === mission;

/** The roles that have each permission, in the order in which one is chosen. */
const having: ReadonlyMap<Permission, readonly Role[]> = new Map(
  permissions.map((permission) => [permission, roles.filter((role) => permits(role, permission))]),
);

/** The role that lets somebody do something with a mission; undefined if none does. */
export function roleFor(grants: readonly Grant[], permission: Permission, mission: string): Role | undefined {
  for (const role of having.get(permission) ?? [])
    for (const grant of grants) if (grant.role === role && covers(grant, mission)) return role;
  return undefined;
}

/** What somebody may do with every mission (`*`), and with each one that a grant of theirs names. */
export function permittedBy(grants: readonly Grant[]): Record<string, Permission[]> {
  const named = new Set([everyMission, ...grants.map(({ mission }) => mission)]);
  return Object.fromEntries(
    [...named].map((mission) => [mission, permissions.filter((one) => roleFor(grants, one, mission) !== undefined)]),
  );
}

/** Whether somebody has a permission for any mission at all. */
export const mayAnywhere = (grants: readonly Grant[], permission: Permission): boolean =>
  grants.some(({ role }) => permits(role, permission));

/** Whether somebody may know that a mission exists: administrators of the server need not. */
export const maySee = (grants: readonly Grant[], mission: string): boolean =>
  grants.some((grant) => covers(grant, mission) && (permits(grant.role, 'read-remains') || grant.role === 'witness'));
