/** Who must not be told of by what leaves the machine. */
export interface Person {
  /** Their home folder, as the system spells it. */
  home: string;
  user: string;
  host: string;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** How text may be spelled in messages: as it is, as macOS keeps names, and both in a URL. */
const spellings = (text: string): string[] => {
  const forms = [text, text.normalize('NFC'), text.normalize('NFD')];
  return [...new Set([...forms, ...forms.map(encodeURIComponent)])].map(literal);
};

/** A separator of folders: plain, doubled as in JSON, or percent-encoded, also more than once. */
const separator = String.raw`(?:[\\/]|%(?:25)*(?:2F|5C))`;

/**
 * Where an absolute path begins. A single slash within words, as in “and/or”, begins none, nor does a web address.
 */
const beginning = new RegExp(
  [
    String.raw`file:${separator}`,
    String.raw`(?<![a-z])[a-z](?::|%(?:25)*3A|\|)${separator}`,
    String.raw`~[\w.-]*${separator}`,
    String.raw`\$\w+${separator}`,
    String.raw`(?<![\wäöüß\\/])(?<!https?:)[\\/]+(?=[^\s\\/])`,
    String.raw`%(?:25)*(?:2F|5C)`,
  ].join('|'),
  'i',
);

const homeIn = ({ home }: Person): RegExp | null => {
  const parts = home.split(/[\\/]+/).filter((part) => part !== '');
  if (parts.length === 0) return null;
  const spelled = parts.map((part) => `(?:${spellings(part).join('|')})`).join(`${separator}+`);
  const root = /^[\\/]/.test(home) ? `${separator}+` : '';
  return new RegExp(String.raw`(?<![\\/])(?:file:${separator}*)?${root}${spelled}(?![\p{L}\p{N}_.-])`, 'giu');
};

/** The names as words of their own; `_`, `-` and `.` may join them to others. The longest first: one may begin with another. */
function namesIn(names: readonly string[]): RegExp | null {
  const given = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
  if (given.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${given.flatMap(spellings).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * What follows the beginning of a path goes with it, to the end of the line: nothing tells where a name with blanks,
 * quotes and brackets ends. Only a place in our program, `:12:3`, stays.
 */
function withoutPath(line: string): string {
  const start = beginning.exec(line);
  if (!start) return line;
  const place = /:\d+:\d+\)?$/.exec(line)?.[0] ?? '';
  const inHome = /^~(?![\w.-])/.test(start[0]) ? '~/' : '';
  return `${line.slice(0, start.index)}${inHome}<path>${place}`;
}

/** Where lines end, those of a stack in a log too, which has it in one (log.ts). */
const lineEnd = /(\r\n|[\n\r\u2028\u2029]| ⏎ (?=at ))/;

/**
 * Text without the person's home folder (`~`), any other absolute path (`<path>`), their name (`<user>`) and their
 * machine's (`<host>`). Rather takes away too much.
 */
export function redact(text: string, person: Person): string {
  const home = homeIn(person);
  const homeless = home ? text.replace(home, '~') : text;
  // Split by a pattern in brackets, so that the ends of lines are pieces, too.
  const pathless = homeless.split(lineEnd).map(withoutPath).join('');
  const machine = [person.host, person.host.split('.')[0] ?? ''];
  const names = namesIn([...machine, person.user]);
  if (!names) return pathless;
  const spelledUser = namesIn([person.user]);
  return pathless.replace(names, (name) => (spelledUser && name.replace(spelledUser, '') === '' ? '<user>' : '<host>'));
}

/** The same for every text in a value. */
export function redactAll<T>(value: T, person: Person): T {
  if (typeof value === 'string') return redact(value, person) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => redactAll(one, person)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactAll<unknown>(one, person)])) as T;
}

/** A sentence without what it quotes, from the first mark to the last: names of files, and bits of them, are the person's. */
export const withoutQuoted = (sentence: string): string => sentence.replace(/[“„"'`].*[”“"'`]/s, '“…”');
