/** A stream that is read until it has told of a revision, or to its end where it is refused. */
export class Followed {
  private constructor(
    readonly path: string,
    /** Who follows. */
    readonly name: string,
    private readonly response: Response,
  ) {}

  static async of(url: string, path: string, headers: Record<string, string>, name: string): Promise<Followed> {
    const asking = { headers: { accept: 'text/event-stream', ...headers } };
    return new Followed(path, name, await fetch(new URL(path, url), asking));
  }

  async until(newest: number): Promise<string> {
    let told = '';
    const last = new RegExp(`"value":${newest}\\b|"revision":${newest}\\b`);
    for await (const piece of this.response.body ?? []) {
      told += new TextDecoder().decode(piece as Uint8Array);
      if (last.test(told) && told.endsWith('\n\n')) break;
    }
    return told;
  }
}
