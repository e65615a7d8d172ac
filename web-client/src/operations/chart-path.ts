import type { OperationsSample } from '../../../contract/operations.js';

/** A value at a time in epoch milliseconds; null: it was not read. */
export interface Point {
  atMs: number;
  value: number | null;
}

const hourMs = 3_600_000;

/** More than a small chart has pixels for would cost time at every sample. */
const mostPoints = 120;

/** The readings of one figure. */
export const pointsOf = (
  samples: readonly OperationsSample[],
  read: (sample: OperationsSample) => number | null | undefined,
): Point[] => samples.map((sample) => ({ atMs: Date.parse(sample.at), value: read(sample) ?? null }));

/** One point per stretch of time: the highest value within it, so that a short peak stays visible. */
export function thinOut(points: readonly Point[], untilMs: number): Point[] {
  const stretchMs = hourMs / mostPoints;
  const highest = new Map<number, Point>();
  for (const point of points) {
    if (point.atMs < untilMs - hourMs || point.atMs > untilMs) continue;
    // Whole stretches of the clock, lest the peaks flicker as the chart moves.
    const stretch = Math.floor(point.atMs / stretchMs);
    const known = highest.get(stretch);
    if (!known || (point.value ?? -1) >= (known.value ?? -1)) highest.set(stretch, point);
  }
  return [...highest.values()];
}

export interface Chart {
  /** Of `d` of an SVG path, in a box of 100 by 100. */
  line: string;
  area: string;
  highest: number;
  highestAtMs: number | undefined;
}

/** The hour until `untilMs`. Where nothing was read, for longer than a few readings, the line is interrupted. */
export function drawChart(points: readonly Point[], untilMs: number, leastHighest = 1): Chart {
  const shown = thinOut(points, untilMs);
  let top: Point | undefined;
  for (const point of shown) if ((point.value ?? -1) > (top?.value ?? 0)) top = point;
  const scale = Math.max(top?.value ?? 0, leastHighest);
  const pieces: { x: number; y: number }[][] = [];
  let lastMs = -Infinity;
  for (const { atMs, value } of shown) {
    if (value === null) {
      lastMs = -Infinity;
      continue;
    }
    if (atMs - lastMs > hourMs / 20) pieces.push([]);
    lastMs = atMs;
    pieces
      .at(-1)
      ?.push({ x: round(100 - ((untilMs - atMs) / hourMs) * 100), y: round(100 - (value / scale) * 100) });
  }
  const path = (piece: (typeof pieces)[number]) => piece.map(({ x, y }) => `${x} ${y}`).join('L');
  return {
    line: pieces.map((piece) => `M${path(piece)}`).join(''),
    area: pieces
      .map((piece) => `M${piece[0]?.x ?? 0} 100L${path(piece)}L${piece.at(-1)?.x ?? 0} 100Z`)
      .join(''),
    highest: top?.value ?? 0,
    highestAtMs: top?.atMs,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;
