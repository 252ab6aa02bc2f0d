import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate for this machine that its own key has signed, valid for so many days from now, as files of a folder. */
export function certificate(dir: string, name: string, days: number): { key: string; cert: string } {
  const [key, cert] = [join(dir, `${name}.key`), join(dir, `${name}.pem`)];
  const [request, names] = [join(dir, `${name}.csr`), join(dir, `${name}.ext`)];
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
  writeFileSync(names, 'subjectAltName=IP:127.0.0.1');
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-out', key);
  openssl('req', '-new', '-key', key, '-subj', '/CN=node', '-out', request);
  openssl('x509', '-req', '-in', request, '-signkey', key, '-days', String(days), '-extfile', names, '-out', cert);
  return { key, cert };
}
