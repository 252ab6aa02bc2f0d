import { language } from '../place.js';
import { Named } from './named.js';

/** A contradiction in the server's words; whoever does not read English is told first what kind it is. */
export function Discrepancy({ rule, message }: { rule: string; message: string }) {
  return (
    <>
      {language.value !== 'en' && (
        <strong>
          <Named of="rule" name={rule} />{' '}
        </strong>
      )}
      <span>{message}</span>
    </>
  );
}
