import book from './codebook.json' with { type: 'json' };

/** What the model can name and recognise, in the order of the class tokens. */
export const subjects: readonly string[] = book.classes;

/** The offset of each move token, page units. */
export const moves: readonly { readonly dx: number; readonly dy: number }[] = book.dx.map((dx, i) => ({
  dx,
  dy: book.dy[i]!,
}));

/** Offsets beyond this are cut to it before the nearest move is looked for: 56 px, as codec.py has it. */
const REACH = 224;

const dxs = Int32Array.from(book.dx);
const dys = Int32Array.from(book.dy);

/**
 * The entry nearest to an offset, the lowest of several; page units, integers. Looking at all 512 takes a microsecond
 * or less, so the table that codec.py keeps (200,000 entries) is not worth its start-up here.
 */
export function nearestMove(dx: number, dy: number): number {
  const x = Math.min(REACH, Math.max(-REACH, dx));
  const y = Math.min(REACH, Math.max(-REACH, dy));
  let nearest = 0;
  let least = Infinity;
  for (let entry = 0; entry < dxs.length; entry++) {
    const far = (dxs[entry]! - x) ** 2 + (dys[entry]! - y) ** 2;
    if (far < least) {
      least = far;
      nearest = entry;
    }
  }
  return nearest;
}
