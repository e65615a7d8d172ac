/** What a person is known by; a password made of it is guessed first. */
export interface Known {
  email?: string;
  name?: string;
}

const fewestDistinct = 5;

/** How much must be left of a password without the words that anybody would try for this person. */
const fewestBesides = 5;

/** The words that lists of stolen passwords begin with; with digits behind them they are no better. */
const common = new Set(
  (
    'password passwort passw0rd p@ssword p@ssw0rd passwordpassword password!password qwertyuiop qwertyuiopasdf ' +
    'qwerty qwertyqwerty qwertz qwertzuiop azerty azertyuiop asdfghjkl asdfghjklm zxcvbnm zxcvbnmzxc 1q2w3e4r 1q2w3e4r5t ' +
    '1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 qazwsx qazwsxedc q1w2e3r4 q1w2e3r4t5 zaq12wsx abc abcd abcde abcdef ' +
    'letmein letmeinnow iloveyou iloveyouso welcome welcomeback admin administrator changeme changemenow changeit secret ' +
    'supersecret topsecret mysecret football baseball basketball superman batman starwars princess sunshine dragon ' +
    'monkey master shadow michael jennifer charlie computer internet samsung whatever trustno liverpool chelsea arsenal ' +
    'mypassword yourpassword thisisapassword default guest login testtest testing parking mustang blink alexander ' +
    'elizabeth christopher undefined null'
  ).split(' '),
);

/** What people put behind the name of a service to make it long enough, the demo's own password among it. */
const padding = (
  'demo test testing user owner admin operator account konto app web login signin pass password passwort ' +
  'parking park lot car garage secret local dev prod the my mein new'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

/**
 * Why a password would be guessed soon, or undefined. Long sentences pass, and nobody has to mix kinds of characters: what
 * is refused is what guessers try first.
 */
export function weaknessOf(password: string, { email = '', name = '' }: Known = {}): string | undefined {
  const text = password.toLowerCase();
  if (text.trim() === '') return 'must not be made of spaces alone';
  if (/^[\p{N}\s.,:;/+()_-]+$/u.test(text)) return 'must not be made of digits alone';
  if (new Set(text).size < fewestDistinct) return `must have at least ${fewestDistinct} different characters`;
  if (isSequence(text)) return 'must not be characters in a row';
  if (isCommon(text)) return 'is one of the passwords that are tried first';
  if (isMadeOf(text, wordsOf(email, name)))
    return 'must be more than your name, your e-mail address or the name of this service';
  return undefined;
}

/** `abcdefghij`, `9876543210`: most steps from one character to the next are the same. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, place) => code - (codes[place] ?? 0));
  const inRow = steps.filter((step) => step === 1).length;
  const backwards = steps.filter((step) => step === -1).length;
  return Math.max(inRow, backwards) >= steps.length * 0.75;
}

function isCommon(text: string): boolean {
  const squeezed = shortestUnit(text.replace(/[\s._-]+/g, ''));
  return [squeezed, squeezed.replace(/^\d+|(?<!\d)\d+$/g, '')].some((word) => common.has(shortestUnit(word)));
}

/** `abcabcabc` is `abc` to whoever guesses. */
function shortestUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length))
      return text.slice(0, length);
  }
  return text;
}

function wordsOf(email: string, name: string): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const parts = [email, local, domain, name, ...local.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/)];
  const words = [...parts, name.replace(/\s+/g, ''), 'parkmate', 'park mate'].map((word) =>
    word.toLowerCase(),
  );
  // The longest first: an address is more than the words in it.
  return words.filter((word) => word.length >= 3).sort((a, b) => b.length - a.length);
}

/** With whatever they are joined by, and whatever makes them longer. */
function isMadeOf(text: string, words: string[]): boolean {
  const besides = without(text, words);
  if (besides === text) return false;
  const rest = without(besides, padding).replace(/[^\p{L}\p{N}]+/gu, '');
  return rest.length < fewestBesides || !/\p{L}/u.test(rest);
}

const without = (text: string, words: string[]) =>
  words.reduce((left, word) => left.replaceAll(word, ''), text);
