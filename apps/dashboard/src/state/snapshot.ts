import { saveAs } from '../api/save.js';
import { momentInWords } from '../parts/connection.js';
import { named } from '../parts/unseen.js';
import { knownAt, mission, validAt } from '../place.js';
import { t } from '../words/words.js';
import { revision } from './live.js';
import { shown } from './moment.js';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** All rules of the page's own styles. */
const styleText = (): string =>
  [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n');

/** What is shown, as it stands, without what works only beside a server. */
function stillOf(content: Element): Element {
  const still = content.cloneNode(true) as Element;
  for (const control of still.querySelectorAll('button, form, label, dialog, [role="alert"]')) control.remove();
  // A link leads to the server that the snapshot was taken from, wherever the file is opened.
  for (const anchor of still.querySelectorAll('a')) {
    const href = anchor.getAttribute('href');
    if (href !== null) anchor.setAttribute('href', new URL(href, location.href).href);
  }
  for (const details of still.querySelectorAll('details')) details.setAttribute('open', '');
  return still;
}

/**
 * One HTML file with what is shown, the data behind it and the revision. It has no script and asks nobody for anything, so
 * it opens anywhere. `</` cannot stand in its data: a browser would end the block there.
 */
export function snapshotOf(content: Element): string {
  const documents = shown.value;
  const at = documents.summary?.revision ?? revision.value;
  const head = t('snapshotOf', {
    mission: documents.summary?.name ?? mission.value ?? '',
    revision: at,
    time: new Date().toISOString(),
    url: location.href,
  });
  const data = JSON.stringify({
    mission: mission.value,
    revision: at,
    validAt: validAt.value ?? null,
    knownAt: knownAt.value ?? null,
    url: location.href,
    documents,
  }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${document.documentElement.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(named(head))}</title>
<style>${styleText()}</style>
</head>
<body>
<header><div class="top"><h1>${escaped(named(head))}</h1></div><p class="as-of">${escaped(named(momentInWords()))}</p></header>
<main>${stillOf(content).innerHTML}</main>
<script type="application/json" id="data">${data}</script>
</body>
</html>
`;
}

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Hands the snapshot to the reader as a file, named by what it shows. What is folded up is unfolded for it. */
export async function takeSnapshot(content: Element): Promise<void> {
  const folded = [...content.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  for (const details of folded) details.open = true;
  // Tables are made after they are unfolded: until then a summary stands alone.
  while (folded.some(({ open, childElementCount, isConnected }) => open && isConnected && childElementCount < 2))
    await nextFrame();
  const at = shown.value.summary?.revision ?? revision.value;
  const name = `${mission.value}_snapshot_${validAt.value ?? 'now'}_r${at}.html`;
  saveAs(new Blob([snapshotOf(content)], { type: 'text/html' }), name.replaceAll(':', ''));
  for (const details of folded) details.open = false;
}
