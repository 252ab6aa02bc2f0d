import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());

describe('the dashboard as it is served', () => {
  it('is a page that is asked for anew, under a policy that lets nothing inline run', async () => {
    const { status, headers, text } = await server.get('/?mission=minusma');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-cache');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).not.toMatch(/https?:|style=|<script(?![^>]*src="\/assets\/)/);
  });

  it('loads files that may be kept for ever, whole or compressed', async () => {
    const { text } = await server.get('/');
    const paths = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(paths.map((path) => path.slice(path.lastIndexOf('.') + 1)).toSorted()).toEqual(['css', 'js']);
    for (const path of paths) {
      const whole = await server.get(path, { 'accept-encoding': 'identity' });
      expect([whole.status, whole.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
      for (const encoding of ['br', 'gzip']) {
        const packed = await server.get(path, { 'accept-encoding': encoding });
        expect([packed.headers.get('content-encoding'), packed.text === whole.text]).toEqual([encoding, true]);
      }
    }
  });

  it('has no file under a name that was not built', async () => {
    for (const name of ['index.js', '..%2Findex.html', 'index.html.br'])
      expect([name, (await server.get(`/assets/${name}`)).status]).toEqual([name, 404]);
  });
});
