import fc from 'fast-check';

/** What happens to a file on its way, or is done to it: bytes or words changed, lost, put in, doubled, swapped, cut off. */
export interface Mutation {
  kind: 'byte' | 'bit' | 'digit' | 'word' | 'remove' | 'insert' | 'double' | 'swap' | 'cut';
  /** Where, of the whole: 0…1. */
  at: number;
  to: number;
  count: number;
  value: number;
}

const share = fc.integer({ min: 0, max: 9999 }).map((value) => value / 10_000);

/** Mostly one or two: of a file that has a dozen little is read. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'digit',
      'digit',
      'digit',
      'digit',
      'byte',
      'bit',
      'word',
      'word',
      'remove',
      'insert',
      'double',
      'swap',
      'cut',
    ),
    at: share,
    to: share,
    count: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.integer({ min: 1, max: 400 })),
    value: fc.nat(255),
  }),
  { minLength: 1, maxLength: 5, size: 'small' },
);

/** @param words of the format, or such as its reader may stumble over */
export function mutated(bytes: Uint8Array, changes: readonly Mutation[], words: readonly string[]): Uint8Array {
  let data: Buffer<ArrayBufferLike> = Buffer.from(bytes);
  for (const { kind, at, to, count, value } of changes) {
    const place = Math.floor(at * data.length);
    const other = Math.floor(to * data.length);
    const splice = (from: number, lost: number, fresh: Uint8Array): Buffer =>
      Buffer.concat([data.subarray(0, from), fresh, data.subarray(from + lost)]);
    const some = data.subarray(other, other + count);
    if (kind === 'byte' && data.length > 0) data[place] = value;
    else if (kind === 'bit' && data.length > 0) data[place]! ^= 1 << (value % 8);
    else if (kind === 'digit') changeDigit(data, place, value);
    else if (kind === 'word') data = splice(place, value % 2 ? count : 0, Buffer.from(words[value % words.length]!));
    else if (kind === 'remove') data = splice(place, count, new Uint8Array());
    else if (kind === 'insert') data = splice(place, 0, new Uint8Array(count).fill(value));
    else if (kind === 'double') data = splice(place, 0, data.subarray(place, place + count));
    else if (kind === 'swap') data = splice(place, some.length, some);
    else if (kind === 'cut' && value < 64) data = data.subarray(0, place);
    // Later ones write into it; the original must stay.
    data = Buffer.from(data);
  }
  return new Uint8Array(data);
}

/** The next digit becomes another one: the text stays one of its format, and says something else. */
function changeDigit(data: Buffer, from: number, value: number): void {
  const place = data.subarray(from).findIndex((byte) => byte >= 0x30 && byte <= 0x39);
  if (place >= 0) data[from + place] = 0x30 + (value % 10);
}
