/** Words of PromQL that are no names of metrics, apart from functions, which a parenthesis follows. */
const keywords = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

/** The metrics that a query reads, each with the labels that it selects by. */
export function metricsOf(query: string): { name: string; labels: string[] }[] {
  const bare = query
    // A matcher's value may hold anything.
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ');
  // A name together with its selector, so that labels are not taken for names.
  return [...bare.matchAll(/(?<!\w)([a-z_:][\w:]*)\s*(\(|\{[^}]*\})?/gi)]
    .filter(([, name = '', after]) => after !== '(' && !keywords.has(name.toLowerCase()))
    .map(([, name = '', selector = '']) => ({
      name,
      labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }));
}
