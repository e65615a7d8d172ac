const page = '/sign-in';

/** The sign-in page, which leads back to where somebody comes from. */
export const signInPath = (from: string): string => `${page}?${new URLSearchParams({ to: from }).toString()}`;

export const isSignInPath = (path: string): boolean => path === page;

/** Where to go after signing in: a page of this client, whatever the address says. */
export function returnPath(to: string | undefined, origin: string): string {
  if (to === undefined || !to.startsWith('/')) return '/';
  try {
    const { origin: target, pathname, search } = new URL(to, origin);
    return target === origin && !isSignInPath(pathname) ? `${pathname}${search}` : '/';
  } catch {
    return '/';
  }
}
