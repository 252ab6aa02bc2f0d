import { timingSafeEqual } from 'node:crypto';
import type { AccessEntry, Given } from './access-entries.js';
import { roleFor, everyMission, type Grant } from './roles.js';
import { SubjectGrants } from './subject-grants.js';
import { hashOf, idIn } from './token.js';

/** How long a session that is not used goes on. */
export const idleMsMax = 30 * 60_000;

/** How long a session goes on at most. */
export const sessionMsMax = 12 * 3_600_000;

/** How long a sign-in link can be used, once. */
export const linkMsMax = 10 * 60_000;

/** How often the use of a session is noted at most. */
const notedEveryMs = 5 * 60_000;

const dayMs = 86_400_000;

/** A token as it is listed. */
export interface Token extends Given {
  label?: string;
  issuedAt: string;
  /** The day of its last use. */
  usedOn?: string;
  isRevoked: boolean;
}

/** A browser that is signed in. */
export interface Session extends Given {
  /** The token that it was swapped for; a session does not outlive it. */
  token?: string;
  /** The identity provider by whose word it began. */
  issuer?: string;
  begunAt: string;
  usedAt: string;
  isEnded: boolean;
}

/** Who sends a request, and what they may do. */
export interface Identity {
  subject: string;
  grants: readonly Grant[];
  session?: string;
  /** The token that it stands on, if it stands on one. */
  token?: string;
  /** When its token of an identity provider is over, in milliseconds since 1970. */
  until?: number;
  /** Those of its grants that are its subject's, and not of what it is let in with. */
  added?: readonly Grant[];
}

/** What would be taken away: a token, a grant, or all that a subject has. */
export interface Taken {
  token?: string;
  grant?: string;
  subject?: string;
}

/** Why somebody is not let in. */
export type NotLetIn = 'mistyped' | 'unknown' | 'expired' | 'revoked' | 'blocked';

/** All that is known of who may be let in: a fold of the log of access. */
export class AccessState {
  readonly tokens = new Map<string, Token>();
  readonly sessions = new Map<string, Session>();
  readonly grants = new SubjectGrants();
  private readonly sessionsByHash = new Map<string, Session>();
  private readonly links = new Map<string, Given & { isUsed: boolean }>();
  /** Who gave each subject tokens and sessions. */
  private readonly givers = new Map<string, Set<string>>();
  private day = { number: Number.NaN, text: '' };

  /** Takes in one entry, in the order of the log. */
  take(entry: AccessEntry): void {
    switch (entry.type) {
      case 'TokenIssued': {
        const { type: _type, at, ...given } = entry;
        this.tokens.set(given.id, { ...given, issuedAt: at, isRevoked: false });
        this.noteGiver(given);
        return;
      }
      case 'TokenUsed': {
        const token = this.tokens.get(entry.id);
        if (token) token.usedOn = entry.at.slice(0, 10);
        return;
      }
      case 'TokenRevoked': {
        const token = this.tokens.get(entry.id);
        if (token) token.isRevoked = true;
        return;
      }
      case 'LinkIssued': {
        const { type: _type, at: _at, ...given } = entry;
        this.links.set(given.hash, { ...given, isUsed: false });
        return;
      }
      case 'SessionBegun':
        return this.begin(entry);
      case 'SessionUsed': {
        const session = this.sessions.get(entry.id);
        if (session) session.usedAt = entry.at;
        return;
      }
      case 'SessionEnded': {
        const session = this.sessions.get(entry.id);
        if (session) session.isEnded = true;
        return;
      }
      case 'GrantGiven':
      case 'GrantRevoked':
        return this.grants.take(entry);
    }
  }

  /** Who has a token. */
  byToken(secret: string, now: number): Identity | NotLetIn {
    const token = this.withSecret(secret);
    return typeof token === 'string' ? token : this.letInBy(token, now);
  }

  /** Who has a token of this id, if whoever asks has compared its secret before. */
  byTokenShown(id: string, now: number): Identity | NotLetIn {
    const token = this.tokens.get(id);
    return token ? this.letInBy(token, now) : 'unknown';
  }

  /** A token that lets somebody in, by itself alone. */
  tokenBy(secret: string, now: number): Token | NotLetIn {
    const token = this.withSecret(secret);
    if (typeof token === 'string') return token;
    return this.grants.isBlocked(token.subject, now) ? 'blocked' : (notLetIn(token, now) ?? token);
  }

  /** Who has a session. */
  bySession(secret: string, now: number): Identity | NotLetIn {
    const session = this.sessionsByHash.get(hashOf(secret));
    if (!session) return 'unknown';
    const { id, subject, grants, token } = session;
    const identity = { subject, grants, session: id, ...(token !== undefined && { token }) };
    return this.whyOver(session, now) ?? this.letIn(identity, now);
  }

  /** Somebody whose token or session is right, with what their subject holds besides; unless they are blocked. */
  letIn(identity: Identity, now: number): Identity | NotLetIn {
    if (this.grants.isBlocked(identity.subject, now)) return 'blocked';
    const added = this.grants.rolesOf(identity.subject, now);
    return added.length === 0 ? identity : { ...identity, grants: [...identity.grants, ...added], added };
  }

  /** Whether an identity that was let in still would be, with all that it was let do. */
  isStillIn(identity: Identity, now: number): boolean {
    const { subject, session, token, until = Infinity, added = [] } = identity;
    if (until <= now || this.grants.isBlocked(subject, now)) return false;
    const held = added.length === 0 ? added : this.grants.rolesOf(subject, now);
    if (!added.every(({ role, mission }) => held.some((one) => one.role === role && one.mission === mission)))
      return false;
    const begun = session === undefined ? undefined : this.sessions.get(session);
    if (begun) return this.whyOver(begun, now) === undefined;
    const issued = token === undefined ? undefined : this.tokens.get(token);
    return issued === undefined || notLetIn(issued, now) === undefined;
  }

  /** Who gave a subject tokens, sessions or grants, revoked and expired ones too. */
  giversOf(subject: string): string[] {
    const givers = new Set([...(this.givers.get(subject) ?? []), ...this.grants.giversOf(subject)]);
    givers.delete(subject);
    return [...givers];
  }

  /** The sessions that go on. */
  openSessions(now: number): Session[] {
    return [...this.sessions.values()].filter((session) => this.whyOver(session, now) === undefined);
  }

  /** The entry that says that an identity was used, if that is news: every few minutes of a session, every day of a token. */
  useOf({ session, token }: Identity, now: number): AccessEntry | undefined {
    const begun = session === undefined ? undefined : this.sessions.get(session);
    if (begun) {
      const isNews = now - Date.parse(begun.usedAt) >= notedEveryMs;
      return isNews ? { type: 'SessionUsed', at: new Date(now).toISOString(), id: begun.id } : undefined;
    }
    const issued = token === undefined ? undefined : this.tokens.get(token);
    if (!issued || issued.usedOn === this.dayAt(now)) return undefined;
    return { type: 'TokenUsed', at: new Date(now).toISOString(), id: issued.id };
  }

  /** A link that can be used now: once, and in time. */
  link(secret: string, now: number): Given | NotLetIn {
    const link = this.links.get(hashOf(secret));
    if (!link) return 'unknown';
    if (link.isUsed) return 'revoked';
    if (Date.parse(link.expiresAt) <= now) return 'expired';
    return this.grants.isBlocked(link.subject, now) ? 'blocked' : link;
  }

  /** Whether anybody can still give tokens, should something be taken away. */
  hasAdmin(now: number, besides: Taken = {}): boolean {
    const tokens = [...this.tokens.values()].filter(
      (token) => token.id !== besides.token && notLetIn(token, now) === undefined,
    );
    // Whoever has come by an identity provider can come again, without a token.
    const provided = [...this.sessions.values()].filter(({ issuer }) => issuer !== undefined);
    const having = [...tokens, ...provided.map(({ subject }) => ({ subject, grants: [] }))];
    return having.some(({ subject, grants }) => {
      if (subject === besides.subject || this.grants.isBlocked(subject, now)) return false;
      const held = [...grants, ...this.grants.rolesOf(subject, now, besides.grant)];
      return roleFor(held, 'administer', everyMission) !== undefined;
    });
  }

  private withSecret(secret: string): Token | 'mistyped' | 'unknown' {
    const id = idIn(secret);
    if (id === undefined) return 'mistyped';
    const token = this.tokens.get(id);
    return token && timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(token.hash)) ? token : 'unknown';
  }

  private letInBy(token: Token, now: number): Identity | NotLetIn {
    const { id, subject, grants } = token;
    const found = this.letIn({ subject, grants, token: id }, now);
    return found === 'blocked' ? found : (notLetIn(token, now) ?? found);
  }

  /** The day of an instant in UTC: every request asks for it, and it seldom changes. */
  private dayAt(now: number): string {
    const number = Math.floor(now / dayMs);
    if (this.day.number !== number) this.day = { number, text: new Date(now).toISOString().slice(0, 10) };
    return this.day.text;
  }

  private begin(entry: Extract<AccessEntry, { type: 'SessionBegun' }>): void {
    const { type: _type, at, from, ...given } = entry;
    const session: Session = { ...given, begunAt: at, usedAt: at, isEnded: false };
    if ('token' in from) session.token = from.token;
    else if ('issuer' in from) session.issuer = from.issuer;
    else {
      const link = this.links.get(from.link);
      if (link) link.isUsed = true;
    }
    this.sessions.set(session.id, session);
    this.sessionsByHash.set(session.hash, session);
    this.noteGiver(session);
  }

  private noteGiver({ subject, by }: Given): void {
    const givers = this.givers.get(subject);
    if (givers) givers.add(by);
    else this.givers.set(subject, new Set([by]));
  }

  private whyOver(session: Session, now: number): NotLetIn | undefined {
    if (session.isEnded) return 'revoked';
    if (Date.parse(session.expiresAt) <= now || Date.parse(session.usedAt) + idleMsMax <= now) return 'expired';
    const token = session.token === undefined ? undefined : this.tokens.get(session.token);
    return token && notLetIn(token, now);
  }
}

function notLetIn({ isRevoked, expiresAt }: Token, now: number): NotLetIn | undefined {
  if (isRevoked) return 'revoked';
  return Date.parse(expiresAt) <= now ? 'expired' : undefined;
}
