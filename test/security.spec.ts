import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const page = 'docs/reference/security.md';
const text = readFileSync(page, 'utf8');

/** ASVS 5.0.0: each section, and the levels of its requirements in their order. */
const levels = `
1.1 22; 1.2 1111122223; 1.3 112222222223; 1.4 222; 1.5 123; 2.1 122; 2.2 112; 2.3 12223; 2.4 23; 3.1 3; 3.2 113; 3.3 12223;
3.4 11222233; 3.5 11122333; 3.6 3; 3.7 22333; 4.1 12233; 4.2 23333; 4.3 22; 4.4 1222; 5.1 2; 5.2 112333; 5.3 113; 5.4 222;
6.1 122; 6.2 111111112222; 6.3 11223333; 6.4 112233; 6.5 22222333; 6.6 2223; 6.7 33; 6.8 2222; 7.1 222; 7.2 1111; 7.3 22;
7.4 11222; 7.5 223; 7.6 22; 8.1 1233; 8.2 1123; 8.3 133; 8.4 23; 9.1 111; 9.2 1222; 10.1 22; 10.2 223; 10.3 22223;
10.4 1111122222233333; 10.5 22222; 10.6 22; 10.7 222; 11.1 2233; 11.2 22233; 11.3 11233; 11.4 1222; 11.5 23; 11.6 23; 11.7 33;
12.1 12233; 12.2 11; 12.3 22223; 13.1 2333; 13.2 222223; 13.3 2233; 13.4 1222233; 14.1 22; 14.2 12223333; 14.3 122; 15.1 12233;
15.2 12233; 15.3 1222222; 15.4 3333; 16.1 2; 16.2 22222; 16.3 2222; 16.4 222; 16.5 2223; 17.1 23; 17.2 22223333; 17.3 22`;

/** The requirements of levels 1 and 2, each with its level. */
const required = levels
  .trim()
  .split(/;\s+/)
  .flatMap((one) => {
    const [section = '', each = ''] = one.split(' ');
    return [...each].map((level, index) => `${section}.${index + 1} (${level})`);
  })
  .filter((one) => !one.endsWith('(3)'));

const rows = [...text.matchAll(/^- \*\*([\d.]+)\*\* \((\d)\) (.+)$/gm)].map(([, id, level, said = '']) => ({
  id: `${id} (${level})`,
  said,
}));
const headings = new Set(
  [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-')),
);

const tests = (said: string): [string, string][] =>
  [...said.matchAll(/`([^`]+\.spec\.ts)` “([^”]+)”/g)].map(([, file = '', title = '']) => [file, title]);
const links = (said: string): string[] => [...said.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

/** What is wrong with the evidence of a requirement: there is none, or it is not there. */
function wrongWith(said: string): string[] {
  const isReason = /_(Does not apply|Not met):_ .{10,}/.test(said);
  const lacking = tests(said)
    .filter(([file, title]) => !existsSync(file) || !isTitleIn(readFileSync(file, 'utf8'), title))
    .map(([file, title]) => `${file} has no “${title}”`);
  const broken = links(said).filter((target) =>
    target.startsWith('#') ? !headings.has(target.slice(1)) : !existsSync(join(dirname(page), target)),
  );
  return [
    ...(isReason || tests(said).length + links(said).length > 0 ? [] : ['no evidence']),
    ...lacking,
    ...broken.map((target) => `${target} is not there`),
  ];
}

const isTitleIn = (source: string, title: string): boolean =>
  ["'", '`', '"'].some((mark) => source.includes(`${mark}${title}${mark},`));

describe('what is said of security', () => {
  it('has a row for each requirement of ASVS 5.0 at levels 1 and 2, in order', () =>
    expect(rows.map(({ id }) => id)).toEqual(required));

  it('has evidence that exists, or a reason, in every row', () =>
    expect(rows.flatMap(({ id, said }) => wrongWith(said).map((wrong) => `${id}: ${wrong}`))).toEqual([]));

  it.each([
    ['Nothing stands here', 'no evidence'],
    ['Met: `test/none.spec.ts` “is tested”', 'test/none.spec.ts has no “is tested”'],
    ['Met: `test/tidy.spec.ts` “pins every dependence”', 'test/tidy.spec.ts has no “pins every dependence”'],
    ['Met: [there](nowhere.md)', 'nowhere.md is not there'],
    ['Met: [there](#nowhere)', '#nowhere is not there'],
    ['_Does not apply:_ no.', 'no evidence'],
  ])('would find a row that says: %s', (said, wrong) => expect(wrongWith(said)).toEqual([wrong]));
});

describe('all parts', () => {
  it('are listed in a bill of materials that says of each what it is and which licence it has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { sbom: string } };
    const [command = ''] = scripts.sbom.split(' > ');
    const bill = JSON.parse(execFileSync('npm', command.split(' ').slice(1), { encoding: 'utf8' })) as {
      bomFormat: string;
      specVersion: string;
      components: { name: string; version: string; purl: string; licenses?: object[] }[];
    };
    expect([bill.bomFormat, Number(bill.specVersion) >= 1.5]).toEqual(['CycloneDX', true]);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries(dependencies))
      expect(bill.components).toContainEqual(
        expect.objectContaining({ name, version, purl: expect.stringMatching(/^pkg:npm\//) }),
      );
    expect(bill.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
  });
});
