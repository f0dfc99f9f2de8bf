import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes of one generation of the file; there are two: this one, and `.old` before it. */
const mostBytes = 256 * 2 ** 10;
/** Lines that are shown and copied. */
const mostLines = 400;
/** A stack of calls is less; what is longer would push out the others. */
const mostCharacters = 4000;

const read = (path: string): string[] => {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
};

/** One line, also of what has several: nobody can write a line of another's time into it. */
const oneLine = (text: string): string =>
  text
    .slice(0, mostCharacters)
    .replace(/\s*[\n\r\u2028\u2029]+\s*/g, ' ⏎ ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ');

/**
 * What happened lately, in a file that never grows beyond two generations of `mostBytes`, so that it can be told after a
 * crash. Written at once, because the next thing may be our end; a disk that refuses is no reason to fail.
 */
export class Log {
  readonly #path: string;
  readonly #clean: (line: string) => string;
  readonly #now: () => Date;
  readonly #lines: string[];
  #bytes: number;

  /** @param clean takes from each line what must not be kept */
  constructor(path: string, clean: (line: string) => string, now: () => Date = () => new Date()) {
    this.#path = path;
    this.#clean = clean;
    this.#now = now;
    this.#lines = [...read(`${path}.old`), ...read(path)].slice(-mostLines);
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The newest lines, of earlier runs too, oldest first; each begins with its time, UTC. */
  recent(): string[] {
    return [...this.#lines];
  }

  write(text: string): void {
    const line = `${this.#now().toISOString()} ${this.#clean(oneLine(text))}`;
    this.#lines.push(line);
    if (this.#lines.length > mostLines) this.#lines.shift();
    try {
      this.#append(`${line}\n`);
    } catch {
      // It is still in memory; telling of it would end here again.
    }
  }

  #append(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > mostBytes) {
      renameSync(this.#path, `${this.#path}.old`);
      this.#bytes = 0;
    }
    if (this.#bytes === 0) mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, line);
    this.#bytes += bytes;
  }
}
