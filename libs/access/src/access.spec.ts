import fc from 'fast-check';
import {
  AccessState,
  drawSecret,
  drawToken,
  hashOf,
  idIn,
  maySee,
  permissions,
  permits,
  roleFor,
  roles,
} from './index.js';
import type { Grant, Role } from './index.js';

const t0 = Date.parse('2026-11-01T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const hour = 3_600_000;
const planner: Grant[] = [{ role: 'planner', mission: 'minusma' }];

/** A state in which somebody has a token until tomorrow, and its secret. */
function withToken(grants: readonly Grant[] = planner): { state: AccessState; id: string; token: string } {
  const state = new AccessState();
  const { id, token } = drawToken();
  const expiresAt = iso(t0 + 24 * hour);
  state.take({
    type: 'TokenIssued',
    at: iso(t0),
    id,
    hash: hashOf(token),
    subject: 'k',
    grants,
    expiresAt,
    by: 'server',
  });
  return { state, id, token };
}

/** The same with a session that was swapped for the token. */
function withSession(): ReturnType<typeof withToken> & { secret: string } {
  const made = withToken();
  const secret = drawSecret();
  const given = {
    id: 's1',
    hash: hashOf(secret),
    subject: 'k',
    grants: planner,
    expiresAt: iso(t0 + 12 * hour),
    by: 'k',
  };
  made.state.take({ type: 'SessionBegun', at: iso(t0), from: { token: made.id }, ...given });
  return { ...made, secret };
}

describe('a token', () => {
  it('carries its id and a checksum, so that a typo in any place is told without a look-up', () => {
    const { id, token } = drawToken();
    expect(token).toMatch(/^dwd_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}$/);
    expect(idIn(token)).toBe(id);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'0aZ_-'), (at, other) => {
        fc.pre(token[at] !== other);
        return idIn(token.slice(0, at) + other + token.slice(at + 1)) === undefined;
      }),
    );
  });

  it('lets its subject in until it expires or is revoked, and nobody with the same id and another secret', () => {
    const { state, id, token } = withToken();
    expect(state.byToken(token, t0)).toEqual({ subject: 'k', grants: planner, token: id });
    expect(state.byToken(drawToken().token, t0)).toBe('unknown');
    expect(state.byToken(token, t0 + 24 * hour)).toBe('expired');
    state.take({ type: 'TokenRevoked', at: iso(t0), id, by: 'admin' });
    expect(state.byToken(token, t0)).toBe('revoked');
  });
});

describe('a session', () => {
  it('ends after half an hour without use, however long it may go on', () => {
    const { state, secret } = withSession();
    expect(state.bySession(secret, t0 + hour / 2 - 1)).toMatchObject({ subject: 'k', session: 's1' });
    expect(state.bySession(secret, t0 + hour / 2)).toBe('expired');
    for (let at = t0; at < t0 + 12 * hour; at += hour / 4) state.take({ type: 'SessionUsed', at: iso(at), id: 's1' });
    expect(state.bySession(secret, t0 + 12 * hour - 1)).toMatchObject({ subject: 'k' });
    expect(state.bySession(secret, t0 + 12 * hour)).toBe('expired');
  });

  it('does not outlive the token that it was swapped for, and ends when it is ended', () => {
    const first = withSession();
    first.state.take({ type: 'TokenRevoked', at: iso(t0), id: first.id, by: 'admin' });
    expect(first.state.bySession(first.secret, t0)).toBe('revoked');
    const second = withSession();
    second.state.take({ type: 'SessionEnded', at: iso(t0), id: 's1', by: 'k' });
    expect(second.state.bySession(second.secret, t0)).toBe('revoked');
    expect(second.state.openSessions(t0)).toEqual([]);
  });
});

it('lets a link be used once, and in time', () => {
  const state = new AccessState();
  const secret = drawSecret();
  const given = {
    id: 'l1',
    hash: hashOf(secret),
    subject: 'demo',
    grants: planner,
    expiresAt: iso(t0 + 600_000),
    by: 'a',
  };
  state.take({ type: 'LinkIssued', at: iso(t0), ...given });
  expect(state.link(secret, t0 + 599_999)).toMatchObject({ subject: 'demo' });
  expect(state.link(secret, t0 + 600_000)).toBe('expired');
  state.take({ type: 'SessionBegun', at: iso(t0), from: { link: given.hash }, ...given, hash: hashOf('other') });
  expect(state.link(secret, t0)).toBe('revoked');
});

it('knows when nobody would be left to give tokens', () => {
  const { state, id } = withToken([{ role: 'admin', mission: '*' }]);
  expect([state.hasAdmin(t0), state.hasAdmin(t0, { token: id }), state.hasAdmin(t0 + 25 * hour)]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('a grant of a subject', () => {
  const auditor = { subject: 'k', role: 'auditor', mission: 'minusma', by: 'chief', at: iso(t0) } as const;

  it('adds to what its subject is let in with, until its time or until it is taken back', () => {
    const { state, token } = withToken();
    const rolesNow = (now: number): unknown => {
      const found = state.byToken(token, now);
      return typeof found === 'string' ? found : found.grants.map(({ role }) => role);
    };
    state.take({ type: 'GrantGiven', id: 'g1', ...auditor, until: iso(t0 + hour) });
    expect([rolesNow(t0), rolesNow(t0 + hour)]).toEqual([['planner', 'auditor'], ['planner']]);
    state.take({ type: 'GrantRevoked', id: 'g1', at: iso(t0), by: 'chief' });
    expect(rolesNow(t0)).toEqual(['planner']);
    state.take({ type: 'GrantGiven', id: 'g2', ...auditor, role: 'blocked', mission: '*' });
    expect(rolesNow(t0)).toBe('blocked');
  });

  it('is one by which whoever gave it is not independent of its subject', () => {
    const { state } = withToken();
    state.take({ type: 'GrantGiven', id: 'g1', ...auditor });
    expect(state.giversOf('k')).toEqual(['server', 'chief']);
  });

  it('lets an identity go on only while it holds all that it began with', () => {
    const { state, token } = withToken();
    state.take({ type: 'GrantGiven', id: 'g1', ...auditor });
    const identity = state.byToken(token, t0);
    if (typeof identity === 'string') throw new Error(identity);
    expect(state.isStillIn(identity, t0)).toBe(true);
    state.take({ type: 'GrantRevoked', id: 'g1', at: iso(t0), by: 'chief' });
    expect(state.isStillIn(identity, t0)).toBe(false);
  });

  it('makes an administrator of nobody who could not sign in, and of somebody whom a provider has signed in', () => {
    const state = new AccessState();
    state.take({ type: 'GrantGiven', id: 'g1', ...auditor, role: 'admin', mission: '*' });
    expect(state.hasAdmin(t0)).toBe(false);
    const session = { id: 's1', hash: hashOf('x'), subject: 'k', grants: [], expiresAt: iso(t0 + hour), by: 'k' };
    state.take({ type: 'SessionBegun', at: iso(t0), from: { issuer: 'https://login.example' }, ...session });
    expect([state.hasAdmin(t0), state.hasAdmin(t0, { grant: 'g1' })]).toEqual([true, false]);
    expect(state.hasAdmin(t0, { subject: 'k' })).toBe(false);
  });
});

it('ends what stands on a token of a provider when that is over', () => {
  const identity = { subject: 'k', grants: planner, until: t0 + hour };
  const state = new AccessState();
  expect([state.isStillIn(identity, t0), state.isStillIn(identity, t0 + hour)]).toEqual([true, false]);
});

describe('the roles', () => {
  it('let nobody do with one mission what they may do with another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roles), fc.constantFrom(...permissions), (role: Role, permission) => {
        const grants = [{ role, mission: 'a' }];
        expect(roleFor(grants, permission, 'a')).toBe(permits(role, permission) ? role : undefined);
        expect(roleFor(grants, permission, 'b')).toBeUndefined();
        expect(maySee(grants, 'b')).toBe(false);
      }),
    );
  });

  it('let auditors say what they doubt, and change nothing', () => {
    const may = permissions.filter((permission) => permits('auditor', permission) && !/^(read|prove)/.test(permission));
    expect(may).toEqual(['dispute']);
  });

  it('keep giving tokens apart from giving orders', () => {
    expect(permits('admin', 'order')).toBe(false);
    expect(permits('planner', 'administer')).toBe(false);
    expect(roles.filter((role) => permits(role, 'order'))).toEqual(['planner']);
  });
});
