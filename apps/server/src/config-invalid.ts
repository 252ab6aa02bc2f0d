/** A setting that cannot be used; its message says what to write instead. */
export class ConfigInvalid extends Error {}
