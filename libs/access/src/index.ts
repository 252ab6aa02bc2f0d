/** Who is let in, and what they may do: roles, tokens, sessions, and the log that they are folded from. No Nest, no store. */
export {
  everyMission,
  mayAnywhere,
  maySee,
  permissions,
  permits,
  permittedBy,
  roleFor,
  roles,
  type Grant,
  type Permission,
  type Role,
} from './roles.js';
export { permissionWords } from './permission-words.js';
export { drawSecret, drawToken, hashOf, idIn } from './token.js';
export { readEntry, type AccessEntry, type Given, type SignedInBy } from './access-entries.js';
export {
  AccessState,
  idleMsMax,
  linkMsMax,
  sessionMsMax,
  type Identity,
  type NotLetIn,
  type Session,
  type Taken,
  type Token,
} from './access-state.js';
export { blockedRole, type SubjectGrant } from './subject-grants.js';
