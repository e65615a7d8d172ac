import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { isSignInPath, returnPath } from '../session/return-path.js';
import { NotFound } from './not-found.js';

/** At an address that no view of the signed-in user has: the sign-in page has done its work and leads back. */
export function SignedIn() {
  const { path, query, route } = useLocation();
  const isDone = isSignInPath(path);
  useEffect(() => {
    if (isDone) route(returnPath(query.to, location.origin), true);
  }, [isDone]);
  return isDone ? null : <NotFound />;
}
