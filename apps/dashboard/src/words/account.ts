import type { Phrases } from './phrases.js';

/** What the page says about who is signed in. */
export const account = {
  signedInAs: ['Signed in as {subject}', 'Connecté : {subject}'],
  sessions: ['Browsers that are signed in', 'Navigateurs connectés'],
  thisSession: ['{subject}: this browser, since {begun}', '{subject} : ce navigateur, depuis le {begun}'],
  otherSession: [
    '{subject}: since {begun}, last used {used}',
    '{subject} : depuis le {begun}, dernier usage le {used}',
  ],
  endSession: ['End it', 'La fermer'],
  signOut: ['Sign out', 'Se déconnecter'],
  signOutAnyway: ['Sign out and discard them', 'Se déconnecter et les abandonner'],
  signIn: ['Sign in', 'Se connecter'],
  signedOut: [
    'You are not signed in any more, so nothing new is shown.',
    'Vous n’êtes plus connecté : rien de nouveau n’est affiché.',
  ],
  unsent: [
    '{count} of your commands have not been sent. Signing out removes them from this browser for good:',
    '{count} de vos commandes n’ont pas été envoyées. La déconnexion les retire de ce navigateur pour de bon :',
  ],
} as const satisfies Phrases;
