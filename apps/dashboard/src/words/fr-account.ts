/** What the page says in French about who is signed in. */
export const frAccount = {
  signedInAs: 'Connecté : {subject}',
  sessions: 'Navigateurs connectés',
  thisSession: '{subject} : ce navigateur, depuis le {begun}',
  otherSession: '{subject} : depuis le {begun}, dernier usage le {used}',
  endSession: 'La fermer',
  signOut: 'Se déconnecter',
  signOutAnyway: 'Se déconnecter et les abandonner',
  signIn: 'Se connecter',
  signedOut: 'Vous n’êtes plus connecté : rien de nouveau n’est affiché.',
  unsent: '{count} de vos commandes n’ont pas été envoyées. La déconnexion les retire de ce navigateur pour de bon :',
};
