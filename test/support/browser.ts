/** What a browser was answered. */
export interface Page {
  url: string;
  status: number;
  text: string;
  headers: Headers;
}

/** A browser: it keeps the cookies of each address, and follows where it is sent. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  /** The Cookie header for an address. */
  cookiesFor(url: string): string {
    return [...this.jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The value of a cookie of an address. */
  cookie(url: string, name: string): string | undefined {
    return this.jarOf(url).get(name);
  }

  /** Goes to an address once. */
  async go(url: string, init: RequestInit = {}): Promise<Page> {
    const headers = { accept: 'text/html', cookie: this.cookiesFor(url), ...(init.headers as Record<string, string>) };
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const set of reply.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ');
      const [name = '', ...value] = pair.split('=');
      const isCleared = attributes.some((one) => one === 'Max-Age=0' || /^expires=Thu, 01 Jan 1970/i.test(one));
      if (isCleared) this.jarOf(url).delete(name);
      else this.jarOf(url).set(name, value.join('='));
    }
    return { url, status: reply.status, text: await reply.text(), headers: reply.headers };
  }

  /** Goes to an address and on to wherever it is sent, until something is answered, or it would come to a page of this path. */
  async follow(url: string, until?: string): Promise<Page> {
    let page = await this.go(url);
    for (let n = 0; n < 20 && page.headers.has('location'); n++) {
      const next = new URL(page.headers.get('location') ?? '', page.url);
      if (next.pathname === until) return { ...page, url: next.href };
      page = await this.go(next.href);
    }
    return page;
  }

  private jarOf(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}
