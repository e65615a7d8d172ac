/** Arguments that make a Node process believe in another time of day. Its monotonic clock stays as it is. */
export function shiftedClock(byMs: number): string[] {
  const preload = `
    const RealDate = Date;
    globalThis.Date = class Date extends RealDate {
      constructor(...given) {
        if (given.length === 0) super(RealDate.now() + ${byMs});
        else super(...given);
      }
      static now() { return RealDate.now() + ${byMs}; }
    };`;
  return [`--import=data:text/javascript,${encodeURIComponent(preload)}`];
}
