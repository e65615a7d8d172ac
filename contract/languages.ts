/** What people may read ParkMate in. The first one is for those who have chosen none. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** The language in which numbers, dates and money are written, by the rules of a region. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-419' };

/** The first language of ours among those that somebody prefers, such as `['es-MX', 'en']`. */
export const languageAmong = (preferred: readonly string[]): Language | undefined =>
  preferred
    .map((tag) => tag.toLowerCase().split('-')[0])
    .flatMap((base) => languages.filter((language) => language === base))[0];
