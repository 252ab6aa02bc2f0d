import type { Language } from '#libs/domain';

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { in: 'You are signed in.', on: 'Go on', again: 'Sign in again' },
  fr: { in: 'Vous êtes connecté.', on: 'Continuer', again: 'Se reconnecter' },
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? '');

const page = (language: Language, title: string, head: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escaped(title)} · Drawdown</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/style.css">${head}</head>` +
  `<body><main><h1>Drawdown</h1>${body}</main></body></html>`;

/** The page of whoever has come back from the identity provider: it moves on by itself. */
export function signedInPage(to: string, language: Language): string {
  const { in: isIn = '', on = '' } = words[language];
  const script = '<script type="module" src="/signed-in.js"></script>';
  return page(language, isIn, script, `<p>${isIn} <a id="on" href="${escaped(to)}">${on}</a></p>`);
}

/** What runs on it. Pages of whoever was signed in before begin anew. */
export const signedInScript = `new BroadcastChannel('drawdown').postMessage('signed in');
location.replace(document.getElementById('on').href);
`;

/** The page of whoever was not signed in, and why. */
export function failedPage(title: string, why: string, language: Language): string {
  const again = `<p><a href="/sign-in">${words[language].again}</a></p>`;
  return page(language, title, '', `<p role="alert">${escaped(title)}. ${escaped(why)}</p>${again}`);
}
