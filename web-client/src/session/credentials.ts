import { signal } from '@preact/signals';

/** Where this page has its tokens from: the client's own session, or the page of another site. */
interface TokenSource {
  /** A token that is not known to have expired. @throws ApiProblem, Unreachable */
  fresh: () => Promise<string>;
  /** A replacement for a token that the server has rejected. @throws ApiProblem, Unreachable */
  renewed: (stale: string | undefined) => Promise<string>;
}

/** The current access token, in memory only. */
export const accessToken = signal<string | undefined>(undefined);

let source: TokenSource | undefined;

/** To be called before anything asks for a token. */
export const provideTokens = (given: TokenSource): void => {
  source = given;
};

function given(): TokenSource {
  if (!source) throw new Error('nobody provides tokens');
  return source;
}

/** A token that is not known to have expired. @throws ApiProblem, Unreachable */
export const freshToken = async (): Promise<string> => given().fresh();
/** A replacement for a token that the server has rejected. @throws ApiProblem, Unreachable */
export const renewedToken = async (stale: string | undefined): Promise<string> => given().renewed(stale);
