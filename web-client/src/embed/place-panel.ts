/** The sides of a box within the window. */
type Box = Pick<DOMRect, 'top' | 'bottom' | 'left' | 'right'>;

const gap = 8;
const usualWidth = 416;

/** Above the bell only where there is hardly any room below it. */
const enoughRoom = 320;

/** Where the panel goes, beside the bell and within the window: values of the custom properties of `embed.css`. */
export function placePanel(bell: Box, window: { width: number; height: number }): Record<string, string> {
  const width = Math.min(usualWidth, window.width - 2 * gap);
  // Its end is at the end of the bell, where most bells are, or at its start where that would leave the window.
  const wanted = bell.right - width >= gap ? bell.right - width : bell.left;
  const left = Math.max(gap, Math.min(wanted, window.width - width - gap));
  const below = window.height - bell.bottom - 2 * gap;
  const above = bell.top - 2 * gap;
  const isBelow = below >= enoughRoom || below >= above;
  return {
    '--panel-width': `${width}px`,
    '--panel-left': `${left}px`,
    '--panel-top': isBelow ? `${bell.bottom + gap}px` : 'auto',
    '--panel-bottom': isBelow ? 'auto' : `${window.height - bell.top + gap}px`,
    '--panel-room': `${Math.max(isBelow ? below : above, 160)}px`,
  };
}
