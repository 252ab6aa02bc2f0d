import { t } from '../words/words.js';
import { languageOf, named, type NameSet } from '../words/names.js';

interface NamedProps {
  of: NameSet;
  name: string;
  /** What stands if there is no word. */
  fallback?: string;
}

/** A name of the server's in the reader's language; marked as English if it has no word there. */
export function Named({ of, name, fallback }: NamedProps) {
  return <span lang={languageOf(of, name)}>{named(of, name, fallback)}</span>;
}

/** A population by its path (`uniformed/troops`), which is English. */
export function Population({ component }: { component: string }) {
  return component === 'all' ? <>{t('everybody')}</> : <span lang="en">{component}</span>;
}
