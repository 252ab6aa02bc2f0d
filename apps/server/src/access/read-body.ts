import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import { blockedRole, everyMission, roles, type Grant, type Role, type SubjectGrant } from '#libs/access';
import { isSlug } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { Problem } from '../http/problems.js';
import { FieldChecks, objectIn } from '../http/read-object.js';
import { details } from './details.js';

const grantsMax = 100;
const yearMs = 366 * 86_400_000;
const serverWide: readonly string[] = ['admin', 'metrics', 'server'];

/** A token or a link as it is asked for. */
export interface Wanted {
  subject: string;
  grants: Grant[];
  expiresAt?: string;
  label?: string;
}

/** Reads who is to get which roles until when. Throws a Problem that names each field. */
export function readWanted(bytes: unknown, now: number): Wanted {
  const { subject, grants, expiresAt, label } = objectIn(bytes, ['subject', 'grants', 'expiresAt', 'label']);
  const checks = new FieldChecks();
  checks.check(isSubject(subject), '/subject', details.subjectForm);
  checks.check(
    label === undefined || (typeof label === 'string' && /^[^\p{Cc}]{1,200}$/u.test(label)),
    '/label',
    details.labelForm,
  );
  checks.check(expiresAt === undefined || isExpiry(expiresAt, now), '/expiresAt', details.expiryForm);
  const list: readonly unknown[] = Array.isArray(grants) ? grants : [];
  checks.check(list.length > 0 && list.length <= grantsMax, '/grants', details.grantsForm);
  for (const [index, grant] of list.slice(0, grantsMax).entries()) {
    const { role, mission } = isObject(grant) ? grant : {};
    checks.check(isRole(role), `/grants/${index}/role`, details.roleForm(roles));
    checks.check(isScope(mission), `/grants/${index}/mission`, details.missionForm);
    checks.check(
      !serverWide.includes(String(role)) || mission === everyMission,
      `/grants/${index}/mission`,
      details.serverWide,
    );
  }
  checks.end();
  const given = list as Grant[];
  return {
    subject: subject as string,
    grants: given.map(({ role, mission }) => ({ role, mission })),
    ...(expiresAt !== undefined && { expiresAt: parseISO(expiresAt as string).toISOString() }),
    ...(label !== undefined && { label: label as string }),
  };
}

/** Reads which role a subject is to get, or that it is to be blocked. Throws a Problem that names each field. */
export function readGrant(bytes: unknown, now: number): Pick<SubjectGrant, 'subject' | 'role' | 'mission' | 'until'> {
  const { subject, role, until, ...where } = objectIn(bytes, ['subject', 'role', 'mission', 'until']);
  const { mission = role === blockedRole ? everyMission : undefined } = where;
  const checks = new FieldChecks();
  checks.check(isSubject(subject), '/subject', details.subjectForm);
  checks.check(isRole(role) || role === blockedRole, '/role', details.roleForm([...roles, blockedRole]));
  checks.check(isScope(mission), '/mission', details.missionForm);
  const isWide = [...serverWide, blockedRole].includes(String(role));
  checks.check(!isWide || mission === everyMission, '/mission', details.serverWide);
  checks.check(until === undefined || isExpiry(until, now), '/until', details.expiryForm);
  checks.end();
  return {
    subject: subject as string,
    role: role as SubjectGrant['role'],
    mission: mission as string,
    ...(until !== undefined && { until: parseISO(until as string).toISOString() }),
  };
}

/** Reads what somebody signs in with. Throws a Problem. */
export function readSecret(bytes: unknown): { token: string } | { link: string } {
  const { token, link } = objectIn(bytes, ['token', 'link']);
  if (typeof token === 'string' && link === undefined) return { token: token.trim() };
  if (typeof link === 'string' && token === undefined) return { link };
  throw new Problem('invalid', details.secretForm);
}

const isSubject = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value);

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

const isScope = (value: unknown): boolean => value === everyMission || isSlug(value);

function isExpiry(value: unknown, now: number): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return false;
  const at = parseISO(value);
  return isValid(at) && at.getTime() > now && at.getTime() <= now + yearMs;
}
