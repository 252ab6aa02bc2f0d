/** What is wrong with a log, or with what came with it. */
export interface Finding {
  /** What kind it is; kinds are permanent. */
  kind:
    | 'key'
    | 'checkpoint'
    | 'older-checkpoint'
    | 'fork'
    | 'entry'
    | 'missing'
    | 'unproven'
    | 'root'
    | 'file'
    | 'proof'
    | 'shorter';
  message: string;
  /** The first revision that it concerns, or the likeliest, if that can be known. */
  revision?: number;
  /** First and last revision that it can be, if signatures leave open which one it is. */
  range?: { from: number; to: number };
}

/** What an auditor gets to know. */
export interface Verdict {
  /** Nothing is wrong. */
  ok: boolean;
  origin?: string;
  mission?: string;
  /** Entries that the newest checkpoint covers. */
  size?: number;
  /** Root of the newest checkpoint, in Base 64. */
  root?: string;
  /** Entries that were read. */
  entries: number;
  /** Signed checkpoints that the entries were compared with. */
  checkpoints: number;
  /** The key that the signatures were checked with. */
  key?: string;
  /** The key came from the auditor, not from what is verified. */
  isKeyGiven: boolean;
  findings: Finding[];
  /** The first wrong entry, as far as it can be known: certain if `from` and `to` are one. */
  firstBad?: { revision: number; from: number; to: number; message: string };
}

/** Joins what was found into a verdict. */
export function judge(facts: Omit<Verdict, 'ok' | 'firstBad'>): Verdict {
  const located = facts.findings.filter(
    (finding): finding is Finding & { revision: number } => finding.revision !== undefined,
  );
  const first = located.toSorted((a, b) => a.revision - b.revision)[0];
  return {
    ...facts,
    ok: facts.findings.length === 0,
    ...(first && {
      firstBad: {
        revision: first.revision,
        ...(first.range ?? { from: first.revision, to: first.revision }),
        message: first.message,
      },
    }),
  };
}
