import type { AccessEntry } from './access-entries.js';
import type { Grant, Role } from './roles.js';

/** What takes every role away from a subject, whatever it is let in with. */
export const blockedRole = 'blocked';

/** A role of a subject, whatever token or session it comes with; or that it is blocked. */
export interface SubjectGrant {
  id: string;
  subject: string;
  role: Role | typeof blockedRole;
  mission: string;
  /** RFC 3339; without it, until it is revoked. */
  until?: string;
  /** The subject that gave it. */
  by: string;
  at: string;
  isRevoked: boolean;
}

/** The grants of subjects: a fold of the log of access. */
export class SubjectGrants {
  readonly all = new Map<string, SubjectGrant>();
  private readonly bySubject = new Map<string, SubjectGrant[]>();

  /** Takes in one entry, in the order of the log. */
  take(entry: Extract<AccessEntry, { type: 'GrantGiven' | 'GrantRevoked' }>): void {
    if (entry.type === 'GrantRevoked') {
      const grant = this.all.get(entry.id);
      if (grant) grant.isRevoked = true;
      return;
    }
    const { type: _type, ...given } = entry;
    const grant: SubjectGrant = { ...given, isRevoked: false };
    this.all.set(grant.id, grant);
    this.bySubject.set(grant.subject, [...(this.bySubject.get(grant.subject) ?? []), grant]);
  }

  /** What a subject has been given and still holds, of which one may be left out. */
  of(subject: string, now: number, besides?: string): SubjectGrant[] {
    const given = this.bySubject.get(subject) ?? [];
    return given.filter(({ id, isRevoked, until }) => id !== besides && !isRevoked && !isOver(until, now));
  }

  /** The roles that a subject holds by them. */
  rolesOf(subject: string, now: number, besides?: string): Grant[] {
    return this.of(subject, now, besides).flatMap(({ role, mission }) =>
      role === blockedRole ? [] : [{ role, mission }],
    );
  }

  /** Whether a subject is let in by nothing. */
  isBlocked(subject: string, now: number): boolean {
    return this.of(subject, now).some(({ role }) => role === blockedRole);
  }

  /** Who has ever given a subject something. */
  giversOf(subject: string): string[] {
    return (this.bySubject.get(subject) ?? []).map(({ by }) => by);
  }
}

const isOver = (until: string | undefined, now: number): boolean => until !== undefined && Date.parse(until) <= now;
