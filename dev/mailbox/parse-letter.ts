/** A letter as it came over SMTP, read. Of MIME it knows what our letters use. */
export interface ParsedLetter {
  /** By lower-case name, unfolded and decoded. */
  headers: Readonly<Record<string, string>>;
  text: string;
  html: string;
}

interface Part {
  headers: Record<string, string>;
  body: string;
}

export function parseLetter(raw: string): ParsedLetter {
  const whole = partOf(raw);
  const parts = partsOf(whole);
  const of = (type: string) => parts.find(({ headers }) => (headers['content-type'] ?? '').startsWith(type));
  return { headers: whole.headers, text: decoded(of('text/plain')), html: decoded(of('text/html')) };
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end < 0 ? undefined : end).replace(/\r\n[ \t]+/g, ' ');
  const headers: Record<string, string> = {};
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = decodedWords(line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : raw.slice(end + 4) };
}

/** The part itself, or the parts that it consists of. */
function partsOf(part: Part): Part[] {
  const [, boundary] = /boundary="?([^";]+)"?/.exec(part.headers['content-type'] ?? '') ?? [];
  if (boundary === undefined) return [part];
  return `\r\n${part.body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .flatMap((inner) => partsOf(partOf(inner.slice(2))));
}

function decoded(part: Part | undefined): string {
  if (!part) return '';
  const encoding = part.headers['content-transfer-encoding'];
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString();
  return encoding === 'quoted-printable' ? quoted(part.body.replace(/=\r\n/g, '')) : part.body;
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString();

/** Words of a header with other letters than those of ASCII (RFC 2047). Two in a row have no space between them. */
const decodedWords = (header: string) =>
  header
    .replace(/(=\?utf-8\?[QB]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : quoted(text.replaceAll('_', ' ')),
    );
