/** A file ended before what its own words promised. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

/** A stranger's bytes by place. Every read beyond their end throws CutOff: no length that a file states is believed. */
export class Bytes {
  readonly #view: DataView;

  constructor(readonly all: Uint8Array) {
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  get length(): number {
    return this.all.length;
  }

  /** Unsigned, the most significant byte first. */
  big(at: number, size: 1 | 2 | 4): number {
    this.#must(at, size);
    return size === 1 ? this.#view.getUint8(at) : size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Unsigned, the least significant byte first. */
  little(at: number, size: 2 | 3 | 4): number {
    this.#must(at, size);
    if (size === 3) return this.#view.getUint16(at, true) + 0x10000 * this.#view.getUint8(at + 2);
    return size === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }

  /** Latin letters. */
  text(at: number, size: number): string {
    this.#must(at, size);
    return String.fromCharCode(...this.all.subarray(at, at + size));
  }

  /** Whether these bytes lie there; false beyond the end. */
  has(at: number, wanted: readonly number[] | string): boolean {
    const codes = typeof wanted === 'string' ? [...wanted].map((letter) => letter.charCodeAt(0)) : wanted;
    return codes.every((code, i) => this.all[at + i] === code);
  }

  #must(at: number, size: number): void {
    if (!(at >= 0 && at + size <= this.length)) throw new CutOff();
  }
}
