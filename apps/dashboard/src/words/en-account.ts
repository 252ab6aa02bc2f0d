/** What the page says in English about who is signed in. */
export const enAccount = {
  signedInAs: 'Signed in as {subject}',
  sessions: 'Browsers that are signed in',
  thisSession: '{subject}: this browser, since {begun}',
  otherSession: '{subject}: since {begun}, last used {used}',
  endSession: 'End it',
  signOut: 'Sign out',
  signOutAnyway: 'Sign out and discard them',
  signIn: 'Sign in',
  signedOut: 'You are not signed in any more, so nothing new is shown.',
  unsent: '{count} of your commands have not been sent. Signing out removes them from this browser for good:',
};
