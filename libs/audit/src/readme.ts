/** The facts that the page of a package names. */
export interface ReadmeFacts {
  mission: string;
  origin: string;
  size: number;
  root: string;
  verifierKey: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The page that explains a package to whoever opens it: plain HTML that needs nothing else. */
export function readmeOf({ mission, origin, size, root, verifierKey }: ReadmeFacts): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Evidence: the log of ${escaped(mission)}</title>
<style>body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif } code, pre { overflow-wrap: anywhere; white-space: pre-wrap }</style>
<h1>The log of ${escaped(mission)}, with its evidence</h1>
<p>This package holds the first ${size} entries of the log <code>${escaped(origin)}</code>, and what is needed to tell whether anybody
has altered them. It can be checked without a network and without the server that made it.</p>
<h2>Check it</h2>
<pre>drawdown verify &lt;this file or folder&gt; --key '${escaped(verifierKey)}'</pre>
<p>Exit code 0 means that nothing was altered; 1 that something was, with the first wrong entry. Do not take the key from this page:
take it from whoever runs the log by another way, or from your own papers. If you kept a checkpoint from earlier, add
<code>--older &lt;file&gt;</code>.</p>
<h2>What is proven</h2>
<ul>
<li>Whoever holds the secret of this key signed that the log has ${size} entries, and that the root of their Merkle tree is
<code>${escaped(root)}</code>. Changing, deleting, inserting or moving any entry gives another root.</li>
<li>Each of the earlier checkpoints in here is of a beginning of this very log: it only grew between them.</li>
<li>With a checkpoint that you kept yourself: that this log goes on from the one you saw then.</li>
<li>With a cosignature of a witness: that the witness had seen nothing else by the time it names.</li>
</ul>
<h2>What is not proven</h2>
<ul>
<li>That what was entered is true. An entry says who entered what; a wrong report that was signed is a signed wrong report.</li>
<li>That everything was entered. What nobody recorded is not in the log.</li>
<li><code>recordedAt</code> is the clock of the server. It never goes back within a mission, but nobody else vouches for it; a
cosignature says that an entry is no younger than its time.</li>
<li><code>occurredAt</code>, <code>reportedAt</code> and <code>actor</code> are as they were entered.</li>
<li>Whoever holds the secret key can sign another history. They cannot sign one that goes on from a checkpoint that somebody else
has kept: so keep the checkpoint of this package, and compare it with those of others.</li>
</ul>
<h2>What is in here</h2>
<table>
<tr><td><code>entries.ndjson</code></td><td>one entry a line, its exact bytes (RFC 8785); each is a leaf of the tree (RFC 6962, SHA-256)</td></tr>
<tr><td><code>checkpoint</code></td><td>the newest signed checkpoint (C2SP tlog-checkpoint, Ed25519)</td></tr>
<tr><td><code>checkpoints</code></td><td>earlier ones, thinned evenly where there are very many</td></tr>
<tr><td><code>verifier-key</code></td><td>the key as the log shows it: <code>${escaped(verifierKey)}</code></td></tr>
<tr><td><code>leaf-hashes</code></td><td>the 32-byte hash of each entry, to find which one was altered</td></tr>
<tr><td><code>proofs/newest-entry.tlog-proof</code></td><td>that the newest entry is in the tree (C2SP tlog-proof)</td></tr>
<tr><td><code>proofs/consistency/</code></td><td>that the log grew from earlier checkpoints, as a witness takes it (C2SP tlog-witness)</td></tr>
<tr><td><code>MANIFEST</code></td><td>size and SHA-256 of each file; it is not signed, and tells damage only</td></tr>
</table>
</html>
`;
}
