import Negotiator from 'negotiator';
import { languages, type Language } from '#libs/domain';

/** The language that a client asks for by `Accept-Language`: English unless French is wanted more. */
export const languageOf = (request: { headers: Record<string, string | string[] | undefined> }): Language =>
  languages.find((one) => one === new Negotiator(request).language([...languages])) ?? 'en';
