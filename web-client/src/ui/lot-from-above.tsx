/** An illustration: a parking lot from above, with one's own slot marked. */
export function LotFromAbove() {
  const lines = [0, 1, 2, 3, 4, 5].map((bay) => `M${20 + bay * 56} 16v84`).join('');
  return (
    <svg class="lot-picture" viewBox="0 0 320 150" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path class="paint" d={`M20 16h280${lines}`} />
      <path class="lane" d="M-10 128h340" />
      <Car x={34} tone="car" />
      <Car x={90} tone="car" />
      <Car x={258} tone="car" />
      <Car x={202} tone="car yours" />
      <text x="160" y="70" class="sign">
        P
      </text>
    </svg>
  );
}

function Car({ x, tone }: { x: number; tone: string }) {
  return (
    <g class={tone}>
      <rect x={x} y="28" width="28" height="56" rx="8" />
      <path d={`M${x + 4} 42q10 -6 20 0l-2 8h-16zM${x + 5} 74q9 4 18 0l-1 -6h-16z`} />
    </g>
  );
}
