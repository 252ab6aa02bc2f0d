import { say, type Said } from '#libs/domain';

/** What problems of tokens and sign-ins of an identity provider say in detail. */
export const details = {
  malformed: {
    en: say`This is no token of the identity provider.`,
    fr: say`Ce n’est pas un jeton du fournisseur d’identité.`,
  },
  tooLong: (most: number): Said => ({
    en: say`A token may have ${{ number: most }} characters.`,
    fr: say`Un jeton peut avoir ${{ number: most }} caractères.`,
  }),
  algorithm: {
    en: say`This token is not signed in a way that is taken here.`,
    fr: say`Ce jeton n’est pas signé d’une manière acceptée ici.`,
  },
  unknownKey: {
    en: say`This token names no key of the identity provider.`,
    fr: say`Ce jeton ne désigne aucune clé du fournisseur d’identité.`,
  },
  signature: {
    en: say`This token was not signed by the key that it names.`,
    fr: say`Ce jeton n’a pas été signé par la clé qu’il désigne.`,
  },
  claim: (name: string): Said => ({
    en: say`${{ code: name }} of this token is not what is wanted here.`,
    fr: say`${{ code: name }} de ce jeton n’est pas ce qui est attendu ici.`,
  }),
  // Times stand as codes: they are of the token and the clock, and are told to whoever is not let in.
  over: (until: string, now: string): Said => ({
    en: say`This token was good until ${{ code: until }}, and the clock of the server shows ${{ code: now }}. Bring a new one; or, if it is new, one of the clocks is wrong.`,
    fr: say`Ce jeton valait jusqu’au ${{ code: until }}, et l’horloge du serveur indique ${{ code: now }}. Apportez-en un nouveau ; ou, s’il est neuf, l’une des horloges est fausse.`,
  }),
  early: (from: string, now: string): Said => ({
    en: say`This token is good from ${{ code: from }}, and the clock of the server shows ${{ code: now }}. One of the clocks is wrong, or the token comes early.`,
    fr: say`Ce jeton vaut à partir du ${{ code: from }}, et l’horloge du serveur indique ${{ code: now }}. L’une des horloges est fausse, ou le jeton vient trop tôt.`,
  }),
  weak: {
    en: say`The identity provider has not asked who you are as strongly as is wanted here (${{ code: 'acr' }}). Sign in there with a second factor.`,
    fr: say`Le fournisseur d’identité ne vous a pas demandé qui vous êtes aussi fermement qu’il le faut ici (${{ code: 'acr' }}). Connectez-vous y avec un second facteur.`,
  },
  notBegun: {
    en: say`This sign-in was used already, was begun more than ten minutes ago, or in another browser. Begin again at /sign-in.`,
    fr: say`Cette connexion a déjà servi, a commencé il y a plus de dix minutes ou dans un autre navigateur. Recommencez à "/sign-in".`,
  },
  refused: (why: string): Said => ({
    en: say`The identity provider has not signed you in (${{ code: why }}). Begin again at /sign-in.`,
    fr: say`Le fournisseur d’identité ne vous a pas connecté (${{ code: why }}). Recommencez à "/sign-in".`,
  }),
  oddAnswer: {
    en: say`The identity provider has not answered what it was asked. Begin again at /sign-in.`,
    fr: say`Le fournisseur d’identité n’a pas répondu à ce qui lui était demandé. Recommencez à "/sign-in".`,
  },
} as const satisfies Record<string, Said | ((...given: never[]) => Said)>;
