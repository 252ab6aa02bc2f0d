import { readConfig } from '../apps/server/src/config.js';

describe('EVENT_STORE', () => {
  it.each(['esdb', 'kurrentdb', 'kurrent', 'kdb'])('takes %s:// and %s+discover://', (name) => {
    expect(readConfig({ EVENT_STORE: `${name}://a:2113?tls=false` }).cluster).toBe('esdb://a:2113?tls=false');
    expect(readConfig({ EVENT_STORE: `${name}+discover://a:2113` }).cluster).toBe('esdb+discover://a:2113');
  });

  it.each(['postgres://a', 'kurrent+find://a', 'esdb://', 'KDB:a'])('refuses %s, and says no part of it', (text) => {
    const read = (): unknown => readConfig({ EVENT_STORE: text });
    expect(read).toThrow('each also with +discover');
    expect(read).not.toThrow(`"${text}"`);
  });
});

describe('AUTH', () => {
  it('of tokens does not go with a protocol that asks for none', () => {
    expect(readConfig({ AUTH: 'tokens' }).auth).toBe('tokens');
    expect(() => readConfig({ AUTH: 'tokens', EVENTSTOREDB_PORT: '2113' })).toThrow('asks nobody who they are');
  });
});
