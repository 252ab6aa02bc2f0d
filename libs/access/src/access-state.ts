import { timingSafeEqual } from 'node:crypto';
import type { AccessEntry, Given } from './access-entries.js';
import { roleFor, everyMission, type Grant } from './roles.js';
import { hashOf, idIn } from './token.js';

/** How long a session that is not used goes on. */
export const idleMsMax = 30 * 60_000;

/** How long a session goes on at most. */
export const sessionMsMax = 12 * 3_600_000;

/** How long a sign-in link can be used, once. */
export const linkMsMax = 10 * 60_000;

/** How often the use of a session is noted at most. */
const notedEveryMs = 5 * 60_000;

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
}

/** Why somebody is not let in. */
export type NotLetIn = 'unknown' | 'expired' | 'revoked';

/** All that is known of who may be let in: a fold of the log of access. */
export class AccessState {
  readonly tokens = new Map<string, Token>();
  readonly sessions = new Map<string, Session>();
  private readonly sessionsByHash = new Map<string, Session>();
  private readonly links = new Map<string, Given & { isUsed: boolean }>();

  /** Takes in one entry, in the order of the log. */
  take(entry: AccessEntry): void {
    switch (entry.type) {
      case 'TokenIssued': {
        const { type: _type, at, ...given } = entry;
        this.tokens.set(given.id, { ...given, issuedAt: at, isRevoked: false });
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
    }
  }

  /** Who has a token. */
  byToken(secret: string, now: number): Identity | NotLetIn {
    const id = idIn(secret);
    const token = id === undefined ? undefined : this.tokens.get(id);
    if (!token || !timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(token.hash))) return 'unknown';
    const not = notLetIn(token, now);
    return not ?? { subject: token.subject, grants: token.grants, token: token.id };
  }

  /** Who has a session. */
  bySession(secret: string, now: number): Identity | NotLetIn {
    const session = this.sessionsByHash.get(hashOf(secret));
    if (!session) return 'unknown';
    const { id, subject, grants, token } = session;
    return this.whyOver(session, now) ?? { subject, grants, session: id, ...(token !== undefined && { token }) };
  }

  /** Whether an identity that was let in still would be. */
  isStillIn({ session, token }: Identity, now: number): boolean {
    const begun = session === undefined ? undefined : this.sessions.get(session);
    if (begun) return this.whyOver(begun, now) === undefined;
    const issued = token === undefined ? undefined : this.tokens.get(token);
    return issued === undefined || notLetIn(issued, now) === undefined;
  }

  /** Who gave a subject tokens or sessions, revoked and expired ones too. */
  giversOf(subject: string): string[] {
    const given = [...this.tokens.values(), ...this.sessions.values()].filter((one) => one.subject === subject);
    return [...new Set(given.map(({ by }) => by))].filter((by) => by !== subject);
  }

  /** The sessions that go on. */
  openSessions(now: number): Session[] {
    return [...this.sessions.values()].filter((session) => this.whyOver(session, now) === undefined);
  }

  /** The entry that says that an identity was used, where that is news: every few minutes of a session, every day of a token. */
  useOf({ session, token }: Identity, now: number): AccessEntry | undefined {
    const at = new Date(now).toISOString();
    const begun = session === undefined ? undefined : this.sessions.get(session);
    if (begun) {
      const isNews = now - Date.parse(begun.usedAt) >= notedEveryMs;
      return isNews ? { type: 'SessionUsed', at, id: begun.id } : undefined;
    }
    const issued = token === undefined ? undefined : this.tokens.get(token);
    return issued && issued.usedOn !== at.slice(0, 10) ? { type: 'TokenUsed', at, id: issued.id } : undefined;
  }

  /** A link that can be used now: once, and in time. */
  link(secret: string, now: number): Given | NotLetIn {
    const link = this.links.get(hashOf(secret));
    if (!link) return 'unknown';
    if (link.isUsed) return 'revoked';
    return Date.parse(link.expiresAt) <= now ? 'expired' : link;
  }

  /** Whether anybody can still give tokens, should some of them be taken away. */
  hasAdmin(now: number, besides?: string): boolean {
    return [...this.tokens.values()].some(
      (token) =>
        token.id !== besides &&
        notLetIn(token, now) === undefined &&
        roleFor(token.grants, 'administer', everyMission) !== undefined,
    );
  }

  private begin(entry: Extract<AccessEntry, { type: 'SessionBegun' }>): void {
    const { type: _type, at, from, ...given } = entry;
    const session: Session = { ...given, begunAt: at, usedAt: at, isEnded: false };
    if ('token' in from) session.token = from.token;
    else {
      const link = this.links.get(from.link);
      if (link) link.isUsed = true;
    }
    this.sessions.set(session.id, session);
    this.sessionsByHash.set(session.hash, session);
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
