import fc from 'fast-check';
import { claimIn, grantsIn, subjectOf } from './claims.js';

const issuer = 'https://login.example';

describe('the roles in a claim', () => {
  it('are a role for every mission, or for one', () => {
    expect(grantsIn(['viewer', 'mali:planner', '*:auditor', 'admin'])).toEqual([
      { role: 'viewer', mission: '*' },
      { role: 'planner', mission: 'mali' },
      { role: 'auditor', mission: '*' },
      { role: 'admin', mission: '*' },
    ]);
    expect(grantsIn('viewer mali:planner')).toHaveLength(2);
  });

  it('are none in what is written otherwise', () => {
    const others = [
      'king',
      'Viewer',
      'mali:admin',
      'mali:planner:x',
      'Mali!:viewer',
      ':viewer',
      'mali:',
      '',
      7,
      null,
      {},
    ];
    for (const claim of [others, undefined, 7, { role: 'admin' }, true]) expect(grantsIn(claim)).toEqual([]);
  });

  it('are found by a name, dots and slashes in it included, or by a pointer, and never in what all objects have', () => {
    const claims = { roles: 1, 'https://x.example/roles': 2, realm_access: { roles: 3 }, 'a/b': { c: 4 } };
    const names = ['roles', 'https://x.example/roles', '/realm_access/roles', '/a~1b/c', '/none/roles', 'constructor'];
    expect(names.map((name) => claimIn(claims, name))).toEqual([1, 2, 3, 4, undefined, undefined]);
  });
});

describe('the subject of somebody whom a provider knows', () => {
  it('always has the form of one, is never an e-mail address, and is another for another', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        fc.pre(one !== other);
        const [first, second] = [subjectOf(issuer, one), subjectOf(issuer, other)];
        expect(first).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
        expect(first).not.toBe(second);
      }),
    );
  });

  it('cannot be taken by whoever is called like the digest of another', () => {
    const digest = subjectOf(issuer, 'k.diallo@example.org');
    expect(digest).toMatch(/^oidc-[0-9a-f]{32}$/);
    expect(subjectOf(issuer, digest)).not.toBe(digest);
  });
});
