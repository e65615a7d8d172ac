import { Agent, get } from 'node:http';

/**
 * GETs a page of a process on this machine. It uses its own agent: newer Node versions' default agent honours
 * HTTP_PROXY.
 * @throws with the page's body when its status is not 200, or the reason why there is none.
 */
export function askPage(url: string, withinMs: number): Promise<string> {
  const agent = new Agent();
  return new Promise<string>((resolve, reject) => {
    const signal = AbortSignal.timeout(withinMs);
    get(url, { agent, signal }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`${url} says ${body}`));
      });
    }).on('error', reject);
  }).finally(() => {
    agent.destroy();
  });
}
