import type { Language } from '#libs/domain';

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    title: 'Sign in',
    explained: 'Paste your token. It is swapped for a session in this browser, and not kept.',
    token: 'Token',
    go: 'Sign in',
    provider: 'Sign in with your organisation',
    instead: 'Or paste a token.',
    who: 'Signed in as',
    on: 'Go on to the missions',
    failed: 'The server cannot be reached.',
  },
  fr: {
    title: 'Connexion',
    explained: 'Collez votre jeton. Il est échangé contre une session dans ce navigateur, et n’est pas conservé.',
    token: 'Jeton',
    go: 'Se connecter',
    provider: 'Se connecter avec votre organisation',
    instead: 'Ou collez un jeton.',
    who: 'Connecté en tant que',
    on: 'Continuer vers les missions',
    failed: 'Le serveur est injoignable.',
  },
};

/** The page on which somebody signs in with a token, by a link, or by an identity provider. */
export function signInPage(language: Language, hasProvider: boolean, mayBeKnown: boolean): string {
  const { title, explained, token, go, provider, instead, who, on, failed } = words[language];
  const leave = hasProvider ? `<p><a id="provider" href="/sign-in/oidc">${provider}</a></p><p>${instead}</p>` : '';
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title} · Drawdown</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/style.css"><script type="module" src="/sign-in.js"></script></head>` +
    `<body data-failed="${failed}"${mayBeKnown ? ' data-may-be-known' : ''}><main><h1>Drawdown</h1><p id="said" role="alert"></p>` +
    `${leave}<form id="in" hidden><p>${explained}</p><p><label>${token} <input id="token" type="password" autocomplete="off" spellcheck="false" required></label> <button>${go}</button></p></form>` +
    `<p id="known" hidden>${who} <strong id="who"></strong>. <a href="/">${on}</a></p>` +
    '</main></body></html>'
  );
}

/** What runs on that page. The secret of a link stands after `#`, so that no server and no proxy sees it in an address. */
export const signInScript = `const at = (id) => document.getElementById(id);
const ask = (method, path, body) => fetch(path, { method, headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang }, ...(body && { body: JSON.stringify(body) }) });
const wanted = new URLSearchParams(location.search).get('to') ?? '/';
const to = new URL(wanted, location.origin);
if (at('provider')) at('provider').href += '?to=' + encodeURIComponent(wanted);
const signIn = async (body) => {
  try {
    const reply = await ask('POST', '/v1/sign-in', body);
    if (reply.ok) {
      // Pages of whoever was signed in before begin anew.
      new BroadcastChannel('drawdown').postMessage('signed in');
      location.replace(to.origin === location.origin ? to.href : '/');
    } else at('said').textContent = (await reply.json()).detail;
  } catch {
    at('said').textContent = document.body.dataset.failed;
  }
};
at('in').addEventListener('submit', (event) => {
  event.preventDefault();
  void signIn({ token: at('token').value });
});
const secret = location.hash.slice(1);
if (secret) {
  history.replaceState(null, '', location.pathname + location.search);
  await signIn({ link: secret });
} else {
  // A browser that another site sent here shows its session to no page but ours: whoever has one is asked for none.
  const reply = 'mayBeKnown' in document.body.dataset ? await ask('GET', '/v1/session').catch(() => undefined) : undefined;
  if (reply?.ok && wanted !== '/') location.replace(to.origin === location.origin ? to.href : '/');
  if (reply?.ok) at('who').textContent = (await reply.json()).subject;
  at('known').hidden = !reply?.ok;
}
at('in').hidden = false;
`;
