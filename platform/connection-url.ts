/** How each is written inside of a user name or password. */
const encoded: Record<string, string> = { '#': '%23', '%': '%25', '/': '%2F', '?': '%3F', '@': '%40' };

/**
 * What stands raw in an address where it ends the password, or the address, too early. Such an address may well be read
 * as another one: a password of `p/ss` makes its user the host.
 * @returns a problem to be said after the name of the setting. It holds nothing of the address, which is a secret.
 */
export function rawCharacterProblem(url: string): string | undefined {
  const raw = rawCharacter(url);
  if (raw === undefined) return undefined;
  const form =
    raw === ' ' ? 'white space' : raw === '' ? 'percent-encoding that is no UTF-8' : `a raw "${raw}"`;
  return (
    `has ${form} where an address can have none, most likely in its password. There, write ` +
    `${Object.entries(encoded)
      .map(([character, code]) => `${character} as ${code}`)
      .join(', ')} and a space as %20`
  );
}

function rawCharacter(url: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(url)) return ' ';
  if (url.includes('#')) return '#';
  if (/%(?![0-9a-f]{2})/i.test(url)) return '%';
  if (!isDecodable(url)) return '';
  const [address = '', query = ''] = splitAt(url, '?');
  const [, rest = address] = splitAt(address, '://');
  const [authority = '', path = ''] = splitAt(rest, '/');
  if (authority.split('@').length > 2) return '@';
  if (authority.includes('@')) return undefined;
  if (path.includes('@')) return '/';
  // In a parameter it may stand: ?user=a@b
  if (/^[^=&]*@/.test(query) || (query.includes('@') && !URL.canParse(url))) return '?';
  return undefined;
}

/** What stands before and after the first separator. */
function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
