import { expect } from 'chai';
import { metricsOf } from './promql.js';

describe('The metrics of a query', () => {
  for (const [query, ...metrics] of [
    ['max(first) > 5', 'first'],
    [
      'sum by (le, other) (rate(first_bucket{a="x", b!~"y|z(.*)"}[5m])) / second',
      'first_bucket{a,b}',
      'second',
    ],
    [
      'topk(10, histogram_quantile(0.99, sum by (le) (rate(first_bucket[$__rate_interval]))))',
      'first_bucket',
    ],
    [
      'count(first{text="in {braces} \\" [5m] third"}) or vector(0) unless on (a) second',
      'first{text}',
      'second',
    ],
    ['time() - first * 1e3', 'first'],
  ] as const) {
    it(`are ${metrics.join(' and ')} in ${query}`, () => {
      const found = metricsOf(query).map(({ name, labels }) =>
        labels.length > 0 ? `${name}{${labels.join()}}` : name,
      );
      expect(found).to.deep.equal(metrics);
    });
  }
});
