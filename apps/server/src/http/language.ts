import Negotiator from 'negotiator';
import { languages, type Language } from '#libs/domain';

/** Of how many texts of Accept-Language it is known what they ask for. */
const knownMax = 1000;

const known = new Map<string, Language>();

/** The language that a client asks for by `Accept-Language`: English unless French is wanted more. */
export function languageOf({ headers }: { headers: Record<string, string | string[] | undefined> }): Language {
  const wanted = headers['accept-language'];
  if (wanted === undefined) return 'en';
  const text = String(wanted);
  let language = known.get(text);
  if (language === undefined) {
    const [best] = new Negotiator({ headers: { 'accept-language': text } }).languages([...languages]);
    language = languages.find((one) => one === best) ?? 'en';
    // Clients may send whatever they like; most send one of a few.
    if (known.size >= knownMax) known.clear();
    known.set(text, language);
  }
  return language;
}
