let origin = '';

/** The origin that ParkMate is asked at; empty for that of the page, as in the client. */
export const serverOrigin = (): string => origin;

/** For pages of other sites. Requests to another origin carry no cookies. */
export const setServerOrigin = (at: string): void => {
  origin = at;
};

/** Where a page of the client is, for a link. On another site it opens beside that. */
export const placeOf = (path: string): { href: string; target?: string; rel?: string } =>
  origin === '' ? { href: path } : { href: `${origin}${path}`, target: '_blank', rel: 'noopener' };
