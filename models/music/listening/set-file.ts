import { z } from 'zod';
import { GombocError } from '../../error.ts';
import { plain, said, type Saying } from '../../words/said.ts';
import { Sampling } from '../take.ts';
import { continuation, Half, Made, primerSeconds, type Excerpt, type ListeningSet, type Pair } from './pair.ts';

/*
 * A set of pairs as a file, so that others can take the same test: JSON, a pair a line. Notes, no sound.
 */

export const format = 'gomboc-listening';
export const version = 1;

/** Characters: a hundred dense pairs are 10 MiB. */
const largest = 32 * 2 ** 20;
export const mostPairs = 200;
/** Notes or pedal changes of 20 s: ten fingers don't reach a hundredth of it. */
const mostEvents = 5000;

const within = (from: number, to: number) => z.number().min(from).lt(to);

/** pitch, velocity, start, end */
const NoteRow = (from: number, to: number) =>
  z
    .tuple([z.int().min(0).max(127), z.int().min(1).max(127), within(from, to), z.number().max(continuation.to)])
    .refine(([, , start, end]) => end > start, 'a note ends before it begins');
/** time, 1 for down */
const PedalRow = (from: number, to: number) => z.tuple([within(from, to), z.literal([0, 1])]);
const Rows = (from: number, to: number) =>
  z.object({
    notes: z.array(NoteRow(from, to)).max(mostEvents),
    pedal: z.array(PedalRow(from, to)).max(mostEvents),
  });
type Rows = z.infer<ReturnType<typeof Rows>>;

const PairInFile = z.object({
  source: z.string().max(200),
  at: z.number().min(0).max(360_000),
  personIs: Half,
  primer: Rows(0, primerSeconds),
  person: Rows(primerSeconds, continuation.to),
  model: Rows(primerSeconds, continuation.to),
  made: Made,
});

const SetInFile = z.object({
  format: z.literal(format),
  version: z.literal(version),
  seed: Sampling.shape.seed,
  pairs: z.array(PairInFile).min(1).max(mostPairs),
});

export function writeSet({ seed, pairs }: ListeningSet): string {
  const head = JSON.stringify({ format, version, seed });
  return `${head.slice(0, -1)},"pairs":[${pairs.map((pair) => `\n${writePair(pair)}`).join(',')}\n]}\n`;
}

/** One pair as JSON in a line. */
export const writePair = ({ source, at, personIs, made, primer, person, model }: Pair): string =>
  // Named one by one: the same pair is the same text, wherever it came from.
  JSON.stringify({
    ...{ source, at, personIs, made },
    ...{ primer: rowsOf(primer), person: rowsOf(person), model: rowsOf(model) },
  });

/**
 * The pairs come in the order of the file. Notes out of order are put in order.
 * @throws GombocError `listening-unreadable`: what is wrong, and where
 */
export function readSet(text: string): ListeningSet {
  if (text.length > largest)
    throw unreadable(
      said('it has {size} MiB; {most} are the most', { size: Math.ceil(text.length / 2 ** 20), most: 32 }),
    );
  const file = parse(text);
  if (file['format'] !== format) throw unreadable('it is no set of pairs of Gomboc');
  if (typeof file['version'] === 'number' && file['version'] > version) {
    const message = said('The set is in format {version}; this Gomboc reads up to {newest}.', {
      ...{ version: file['version'], newest: version },
    });
    throw new GombocError('listening-unreadable', message, 'Update Gomboc to open it; the file is left as it is.');
  }
  const pairs = file['pairs'];
  // Looked at before the schema does: it would find fault with every one of a million.
  if (Array.isArray(pairs) && pairs.length > mostPairs) {
    throw unreadable(said('it has {count} pairs; {most} are the most', { count: pairs.length, most: mostPairs }));
  }
  const { data, error } = SetInFile.safeParse(file);
  if (error) {
    const { path, message } = error.issues[0]!;
    throw unreadable(plain(`${path.map(String).join('.') || 'the file'}: ${message}`.slice(0, 300)));
  }
  return { seed: data.seed, pairs: data.pairs.map((pair) => readPair(pair)) };
}

function readPair({ primer, person, model, at, ...rest }: z.infer<typeof PairInFile>): Pair {
  return {
    ...rest,
    at: at as Pair['at'],
    primer: excerptOf(primer),
    person: excerptOf(person),
    model: excerptOf(model),
  };
}

const rowsOf = ({ notes, pedal }: Excerpt): { notes: number[][]; pedal: number[][] } => ({
  notes: notes.map(({ pitch, velocity, start, end }) => [pitch, velocity, start, end]),
  pedal: pedal.map(({ time, down }) => [time, down ? 1 : 0]),
});

/** The seconds of the rows have been checked: here they get their name. */
function excerptOf({ notes, pedal }: Rows): Excerpt {
  const excerpt = {
    notes: notes.map(([pitch, velocity, start, end]) => ({ pitch, velocity, start, end })),
    pedal: pedal.map(([time, down]) => ({ time, down: down === 1 })),
  } as Excerpt;
  excerpt.notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  excerpt.pedal.sort((a, b) => a.time - b.time);
  return excerpt;
}

function parse(text: string): Record<string, unknown> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message.slice(0, 200) : String(error);
    throw unreadable(said('it is no JSON ({what})', { what }));
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) throw unreadable('it is no set of pairs');
  return file as Record<string, unknown>;
}

const unreadable = (what: Saying): GombocError =>
  new GombocError(
    'listening-unreadable',
    said('The set of pairs can’t be read: {what}.', { what: said(what) }),
    'Ask for the file again, as it was exported.',
  );
