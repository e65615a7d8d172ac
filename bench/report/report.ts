import { median } from '../measures/statistics.js';
import type { Goal, Sample } from './row.js';

const digits = (value: number) => (Math.abs(value) >= 100 || value === 0 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
const show = (value: number | undefined) => value?.toFixed(digits(value)) ?? '';

/** One figure over all runs. */
interface Figure {
  sample: Sample;
  value: number;
  range: [number, number];
  baseline: number | undefined;
  ratio: number | undefined;
}

/** The figures of one row, each the median of its runs. */
function figuresOf(runs: readonly Sample[][]): Figure[] {
  const [first = []] = runs;
  return first.map((sample) => {
    const same = runs.flatMap((run) => run.filter(({ name }) => name === sample.name));
    const values = same.map(({ value }) => value);
    const baselines = same.flatMap(({ baseline }) => baseline ?? []);
    return {
      sample,
      value: median(values),
      range: [Math.min(...values), Math.max(...values)],
      baseline: baselines.length > 0 ? median(baselines) : undefined,
      ratio:
        baselines.length > 0 ? median(same.map(({ value, baseline = NaN }) => value / baseline)) : undefined,
    };
  });
}

/** @returns undefined where there is no goal. */
function isMet({ sample: { goal }, value, range, ratio = NaN }: Figure): boolean | undefined {
  if (!goal) return undefined;
  const { always, atMost = Infinity, atLeast = -Infinity, ratioAtMost, ratioAtLeast } = goal;
  const [least, most] = always ? range : [value, value];
  return (
    most <= atMost &&
    least >= atLeast &&
    (ratioAtMost === undefined || ratio <= ratioAtMost) &&
    (ratioAtLeast === undefined || ratio >= ratioAtLeast)
  );
}

function inWords({ atMost, atLeast, ratioAtMost, ratioAtLeast }: Goal): string {
  return [
    atMost === undefined ? [] : `≤ ${atMost}`,
    atLeast === undefined ? [] : `≥ ${atLeast}`,
    ratioAtMost === undefined ? [] : `≤ ${ratioAtMost} ×`,
    ratioAtLeast === undefined ? [] : `≥ ${ratioAtLeast} ×`,
  ]
    .flat()
    .join(', ');
}

const columns = [
  ['row', 12],
  ['figure', 44],
  ['median', 18],
  ['range', 20],
  ['baseline', 10],
  ['ratio', 8],
  ['goal', 20],
] as const;

export const heading = () => columns.map(([title, width]) => title.padEnd(width)).join('');

/** The lines of one row, and whether all its goals are met. */
export function tableLines(name: string, runs: readonly Sample[][]): { lines: string[]; met: boolean } {
  const figures = figuresOf(runs);
  const lines = figures.map((figure, index) => {
    const { sample, value, range, baseline, ratio } = figure;
    const met = isMet(figure);
    const mark = met === undefined ? '' : met ? '✓ ' : '✗ ';
    const cells = [
      index === 0 ? name : '',
      sample.name,
      `${show(value)} ${sample.unit}`,
      `${show(range[0])} … ${show(range[1])}`,
      show(baseline),
      ratio === undefined ? '' : ratio.toFixed(2),
      mark + (sample.goal ? inWords(sample.goal) : ''),
    ];
    return columns
      .map(([, width], column) => (cells[column] ?? '').padEnd(width))
      .join('')
      .trimEnd();
  });
  return { lines, met: figures.every((figure) => isMet(figure) !== false) };
}
