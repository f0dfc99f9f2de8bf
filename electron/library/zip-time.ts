/** What a zip's clock can tell, in every time zone. */
const [first, last] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 11, 30)];

/** A time, or the nearest that a zip can tell: the clock of a machine without a battery begins in 1970. */
export const zipTime = (time: Date): Date => new Date(Math.min(last, Math.max(first, time.getTime())));
