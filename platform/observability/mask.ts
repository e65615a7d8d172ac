/** Field names whose values are never logged, at any depth. */
const secretName = /password|secret|token|authorization|cookie|^hash$|_url$/i;

/**
 * Masks passwords in connection URLs, and bearer tokens, as they appear in driver messages and in requested URLs. Each pattern
 * runs in linear time: backtracking on a long URL would block the event loop (ReDoS).
 */
export function maskText(text: string): string {
  return text
    .replace(/\S+/g, maskPassword)
    .replace(/[\w.-]+/g, maskToken)
    .replace(/Bearer\s+\S+/gi, (found) => `${found.slice(0, 'Bearer'.length)} ***`);
}

/** Up to the last `@`, since a password may contain one. */
function maskPassword(word: string): string {
  const host = word.lastIndexOf('@');
  if (host < 0) return word;
  const user = /\w:\/\/[^:/@]*:/.exec(word);
  const password = user ? user.index + user[0].length : host;
  return password < host ? `${word.slice(0, password)}***${word.slice(host)}` : word;
}

/** A JWT: three parts separated by dots, of which the first starts with `{"` in Base64. */
function maskToken(run: string): string {
  const start = run.search(/\beyJ/);
  if (start < 0 || run.slice(start).split('.', 3).length < 3) return run;
  return `${run.slice(0, start)}***`;
}

const deepest = 4;
const longestList = 50;
const longestText = 3_000;
const longestRead = 65_536;

/** The remaining size of the log entry, in bytes of JSON. */
interface Room {
  bytes: number;
}

/**
 * A copy without secrets, of at most `bytes` as JSON. What is too long, too deep or too much is truncated and marked, so that no
 * request can make a log line expensive.
 */
export const masked = (value: unknown, bytes: number): unknown => copy(value, 0, { bytes });

function copy(value: unknown, depth: number, room: Room): unknown {
  if (room.bytes <= 0) return '…';
  if (typeof value === 'string') return text(value, room);
  if (typeof value === 'bigint') return text(String(value), room);
  if (value instanceof Error) return error(value, room);
  room.bytes -= 25;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > deepest) return '…';
  return Array.isArray(value) ? list(value, depth, room) : record(value, depth, room);
}

const error = ({ name, message, stack = '' }: Error, room: Room) => ({
  name: text(name, room),
  message: text(message, room),
  stack: text(stack, room),
});

function list(items: unknown[], depth: number, room: Room): unknown[] {
  const copied: unknown[] = [];
  for (const item of items) {
    if (copied.length === longestList || room.bytes <= 0) return [...copied, `… ${items.length} in all`];
    copied.push(copy(item, depth + 1, room));
  }
  return copied;
}

function record(value: object, depth: number, room: Room): Record<string, unknown> {
  const copied: Record<string, unknown> = {};
  // Not Object.entries, which reads all fields of a large object, although few are kept.
  for (const name of Object.keys(value)) {
    if (room.bytes <= 0) return { ...copied, '…': 'cut' };
    const item = (value as Record<string, unknown>)[name];
    copied[text(name, room)] = secretName.test(name) ? '***' : copy(item, depth + 1, room);
  }
  return copied;
}

/** Masks before it truncates: half of a secret would no longer match a pattern. */
function text(whole: string, room: Room): string {
  const safe = maskText(beginningOf(whole));
  let kept = Math.min(safe.length, longestText);
  while (kept > 0 && bytesOf(safe.slice(0, kept)) > Math.max(room.bytes, 100)) kept = Math.floor(kept / 2);
  const isCut = kept < safe.length || whole.length > longestRead;
  const written = isCut ? `${safe.slice(0, kept)}… (${whole.length} characters)` : safe;
  room.bytes -= bytesOf(written) + 2;
  return written;
}

/** The examined beginning of a text. It ends at a word boundary, since half of a secret would not match a pattern. */
function beginningOf(whole: string): string {
  if (whole.length <= longestRead) return whole;
  const read = whole.slice(0, longestRead);
  return read.slice(0, Math.max(...[' ', '\n', '\t'].map((space) => read.lastIndexOf(space) + 1)));
}

const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(text));
