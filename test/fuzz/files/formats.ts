import { readFileSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { expect } from 'vitest';
import { checkOnnx } from '../../../electron/engine/onnx.ts';
import {
  readProject as readGomboc,
  writeProject as writeGomboc,
  type Project,
} from '../../../electron/library/project.ts';
import { openPack } from '../../../electron/packs/pack.ts';
import * as edit from '../../../models/code/edit.ts';
import type { Page } from '../../../models/code/page.ts';
import { writePage } from '../../../models/code/written.ts';
import { pageToJson } from '../../../models/code/json.ts';
import { Drawing } from '../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../models/drawing/file.ts';
import { readQuickDraw } from '../../../models/drawing/quickdraw.ts';
import { readSvg } from '../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../models/drawing/svg-writer.ts';
import { GombocError, type ErrorCode } from '../../../models/error.ts';
import { readSet, writeSet } from '../../../models/music/listening/set-file.ts';
import { plain } from '../../../models/words/said.ts';
import { readMidi, writeMidi } from '../../../models/music/midi.ts';
import { Performance } from '../../../models/music/note.ts';
import { readProject, readWritten } from '../../../renderer/studios/code/files/project.ts';
import { kindOf, readHeader } from '../../../models/code/header/header.ts';
import { checkHeader } from '../../../models/code/limits.ts';
import { checkKind } from '../../../renderer/studios/code/intake/limits.ts';
import {
  readNoteSequenceJson,
  readNoteSequenceProto,
  writeNoteSequenceJson,
  writeNoteSequenceProto,
} from '../../../renderer/studios/music/files/interchange.ts';
import { root } from '../../../scripts/lib/shell.mjs';
import { tinyEncoder } from '../../unit/engine/tiny-reader.ts';
import { pair, setOf } from '../../unit/models/music/listening/pieces.ts';
import { bmp, gif, isoMedia, jpeg, png, webp } from '../../unit/models/code/picture-files.ts';
import { zipped, type Files } from '../../unit/packs/tiny-pack.ts';
import { pages } from '../models/code/pages.ts';
import { drawings } from '../models/drawing/drawings.ts';
import { performances } from '../models/music/performances.ts';

/** A kind of file that strangers hand over, and what reads it. */
export interface Format {
  name: string;
  /** What a reader may say instead of reading. */
  code: ErrorCode | readonly ErrorCode[];
  /** Whole files, to be changed. */
  originals: fc.Arbitrary<Uint8Array>;
  /** Words of the format, or such as its reader may stumble over. */
  words: readonly string[];
  /** Reads, and checks that what was read is sound. Throws a GombocError for what can't be read. */
  read: (bytes: Uint8Array) => void | Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** As the studios read texts: what is no UTF-8 becomes replacement characters. */
const text = (bytes: Uint8Array): string => decoder.decode(bytes);
const encoded = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> =>
  arbitrary.map((one) => encoder.encode(one));

/** Of the files that come with the app, those that end so. */
function examples(...endings: string[]): fc.Arbitrary<Uint8Array> {
  const folder = join(root, 'assets', 'examples');
  const names = readdirSync(folder).filter((name) => endings.some((ending) => name.endsWith(ending)));
  return fc.constantFrom(...names.map((name) => new Uint8Array(readFileSync(join(folder, name)))));
}

const jsonWords = [
  ...['null', 'true', '{}', '[]', '"', '{', '}', '[', ']', ',', ':', '-', '1e999', '-1e999', '0.1e-400', '""'],
  ...['"__proto__":', '"constructor":', '"\\ud800"', '\\u0000', '99999999999999999999', '"id":', '[[[[[[[[', '}}}}'],
];

const soundDrawing = (drawing: Drawing): void => {
  expect(Drawing.safeParse(drawing).error).toBeUndefined();
  expect(new Set(drawing.strokes.map(({ id }) => id)).size).toBe(drawing.strokes.length);
};

const soundPerformance = (performance: Performance): void => {
  expect(Performance.safeParse(performance).error).toBeUndefined();
  expect(performance.notes.every(({ start, end }) => end > start)).toBe(true);
  expect(performance.pedal.every(({ down }, i) => down === (i % 2 === 0))).toBe(true);
};

const soundPage = (page: Page): void => {
  expect(edit.suits(page)).toBe(true);
  const ids = [...edit.walk(page.children)].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id === '' || /[\p{Cc}\p{Cs}]/u.test(id))).toEqual([]);
};

type MakePicture = (width: number, height: number) => Uint8Array;
const makers: readonly MakePicture[] = [
  (width, height) => png(width, height, 1),
  jpeg,
  webp.extended,
  webp.lossy,
  webp.lossless,
  gif,
  // All its pixels, which no other format has unpacked.
  (width, height) => bmp(16 + (width % 60), 16 + (height % 60)),
  (width, height) => isoMedia('heic', width, height),
  (width, height) => isoMedia('avif', width, height),
];
/** No more than a picture may have. */
const side = fc.integer({ min: 16, max: 9000 });
const pictures = fc.tuple(fc.constantFrom(...makers), side, side).map(([make, width, height]) => make(width, height));

const packed: Files = new Map([
  ['manifest.json', encoder.encode(JSON.stringify({ schema: 1, name: 'tiny' }))],
  ['model.onnx', tinyEncoder()],
  ['CARD.md', encoder.encode('# Tiny')],
]);

/** Each file of a pack, as far as it is let in: not a byte more than it states. */
async function readPack(bytes: Uint8Array): Promise<void> {
  const path = join(tmpdir(), `gomboc-fuzz-${process.pid}.gomboc-model`);
  await writeFile(path, bytes);
  const pack = await openPack(path).finally(() => rm(path));
  try {
    for (const [name, file] of pack.files) {
      expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
      const read = await file
        .read()
        .then(buffer, (error: Error) => error)
        .catch((error: Error) => error);
      // What the zip's library finds wrong in a stream; the installation says so in words of ours.
      if (read instanceof Error)
        throw new GombocError('pack-unreadable', plain(read.message.slice(0, 200)), 'Choose another file.');
      expect(read.length).toBe(file.bytes);
    }
  } finally {
    pack.close();
  }
}

/** As other programs write them: units, styles, groups, shapes, definitions. */
const strangersSvgs = [
  `<svg width="10cm" viewBox="0 0 300 200"><style>.a{stroke:red}</style><g data-name="Sky" transform="rotate(5) scale(2,3)">
    <path class="a" d="M1 1C5 5 9 1 20 20S50 9 60 60zm5 5a9 8 7 1 0 30 4"/><circle cx="5" cy="9" r="80"/></g></svg>`,
  `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100">
    <defs><g id="leaf"><path d="M0 0q5-5 10 0t10 0"/></g></defs><use xlink:href="#leaf" x="5" y="9"/>
    <polygon style="stroke:#00f;fill:none" points="1,2 3,4 50,60"/><rect rx="9" width="90" height="40" opacity=".5"/></svg>`,
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"><line x1="1" y1="2" x2="22" y2="20"/>
    <polyline points="1 2 3 4"/><ellipse cx="12" cy="12" rx="9" ry="3" transform="matrix(1 0 .2 1 0 0)"/><text>x</text></svg>`,
];

const leaf = fc.constantFrom('small-title', 'text', 'btn-green', 'btn-orange', 'btn-red');
/** A row of columns of one width, as many as there is room for. */
const row = fc
  .tuple(
    fc.constantFrom(['single', 1] as const, ['double', 2] as const, ['quadruple', 4] as const),
    fc.array(leaf, { minLength: 1, maxLength: 3 }),
  )
  .map(([[width, count], leaves]) => new Array<string>(count).fill(`${width} { ${leaves.join(', ')} }`).join(' '));
/** As pix2code writes pages. */
const programs = fc
  .tuple(
    fc.array(fc.constantFrom('btn-active', 'btn-inactive'), { minLength: 1, maxLength: 5 }),
    fc.array(row, { minLength: 1, maxLength: 4 }),
  )
  .map(([buttons, rows]) =>
    [`header { ${buttons.join(', ')} }`, ...rows.map((columns) => `row { ${columns} }`)].join('\n'),
  );

const work = fc.option(fc.record({ text: fc.string(), journal: fc.array(fc.string(), { maxLength: 4 }) }));
const about = { app: '0.1.0', savedAt: '2026-11-25T12:00:00.000Z', studio: 'music' as const };
const projects = fc.record({ drawing: work, music: work, code: work }).map((all): Project => ({ about, work: all }));
const oneProject: Project = { about, work: { drawing: null, music: { text: 'x', journal: ['y'] }, code: null } };
const onePacked = unzipSync(await writeGomboc(oneProject));

const soundProject = ({ work: all }: Project): void => {
  const texts = Object.values(all).flatMap((one) => (one ? [one.text, ...one.journal] : []));
  expect(texts.every((one) => typeof one === 'string')).toBe(true);
};

/** With a note at least: nothing else is a NoteSequence. */
const played = performances().filter(({ notes }) => notes.some(({ start, end }) => end > start));

export const formats: readonly Format[] = [
  {
    name: 'MIDI',
    code: 'midi-unreadable',
    originals: fc.oneof(
      fc
        .tuple(performances(), fc.constantFrom(0 as const, 1 as const))
        .map(([performance, format]) => writeMidi(performance, { format, name: 'x' })),
      examples('.mid'),
    ),
    words: [
      'MThd',
      'MTrk',
      '\x00',
      '\xff\x2f\x00',
      '\xff\x51\x03',
      '\xf0\x7f',
      '\x80',
      '\x90\x3c\x40',
      '\x7f\x7f\x7f',
      '\r\n',
    ],
    read: (bytes) => soundPerformance(readMidi(bytes).performance),
  },
  {
    name: 'NoteSequence (JSON)',
    code: 'notes-unreadable',
    originals: encoded(played.map(writeNoteSequenceJson)),
    words: [...jsonWords, '"startTime":', '"pitch":', '"isDrum":true', '"quantizationInfo":{"stepsPerQuarter":0}'],
    read: (bytes) => soundPerformance(readNoteSequenceJson(text(bytes)).performance),
  },
  {
    name: 'NoteSequence (protocol buffer)',
    code: 'notes-unreadable',
    originals: played.map(writeNoteSequenceProto),
    words: ['\x00', '\x0a', '\x12\x7f', '\x7f\x7f\x7f\x7f', '\x08', '\x39'],
    read: (bytes) => soundPerformance(readNoteSequenceProto(bytes).performance),
  },
  {
    name: 'Set of listening pairs',
    code: 'listening-unreadable',
    originals: encoded(fc.array(fc.constantFrom('a' as const, 'b' as const), { minLength: 1, maxLength: 4 }).map((sides) => writeSet(setOf(...sides.map((half, i) => pair(half, `Étude ${i}`, 60 + i)))))), // prettier-ignore
    words: [...jsonWords, '"personIs":"c"', '"pairs":', '"notes":', '20', '19.999'],
    read: (bytes) => expect(readSet(text(bytes)).pairs.length).toBeGreaterThan(0),
  },
  {
    name: 'Gomboc drawing',
    code: 'drawing-unreadable',
    originals: fc.oneof(encoded(drawings.map(writeDrawing)), examples('.json')),
    words: [...jsonWords, '"strokes":', '"layer":"x"', '"samples":', '"colour":"url(x)"', '0.5'],
    read: (bytes) => soundDrawing(readDrawing(text(bytes))),
  },
  {
    name: 'SVG',
    code: 'drawing-unreadable',
    originals: encoded(
      fc.oneof(
        fc
          .tuple(drawings, fc.boolean())
          .map(([drawing, animated]) => writeSvg(drawing, { animated }))
          // Most of a long one is the outline of one stroke.
          .filter((svg) => svg.length < 8000),
        fc.constantFrom(...strangersSvgs),
      ),
    ),
    words: [
      ...[
        '<',
        '>',
        '"',
        '&',
        '<g>',
        '</g>',
        '<!--',
        ']]>',
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '&a;',
        '<script>',
        '<style>',
      ],
      ...[
        '<use href="#a"/>',
        'A1 1 0 0 1',
        'Z',
        'M',
        'C',
        'e999',
        'NaN',
        ' transform="scale(1e300)"',
        ' d="M0 0',
        '-.5.5',
      ],
    ],
    read: (bytes) => soundDrawing(readSvg(text(bytes)).drawing),
  },
  {
    name: 'Quick, Draw!',
    code: 'drawing-unreadable',
    originals: encoded(
      drawings.map(({ strokes, subject }) =>
        JSON.stringify({
          word: subject,
          drawing: strokes.map(({ samples }) => [samples.map(([x]) => x), samples.map(([, y]) => y)]),
        }),
      ),
    ),
    words: [...jsonWords, '\n', '\n{"drawing":[[[1,2],[3,4]]]}\n', '[[[', ',[],', '"drawing":'],
    read: (bytes) => readQuickDraw(text(bytes)).drawings.forEach(({ drawing }) => soundDrawing(drawing)),
  },
  {
    name: 'Gomboc page',
    code: 'page-unreadable',
    originals: encoded(
      pages.map((page) =>
        JSON.stringify({
          ...pageToJson(page),
          outcome: 'read',
          picture: { name: 'a.png', source: 'data:image/png;base64,iVBORw0KGgo=' },
        }),
      ),
    ),
    words: [...jsonWords, '"children":', '"kind":"row"', '"text":"<script>"', '"picture":', '"box":[0,0,1,1]'],
    read: (bytes) => soundPage(readProject(text(bytes)).page),
  },
  {
    name: 'Markup',
    code: 'page-unreadable',
    originals: encoded(pages.map(writePage)),
    words: ['\n', '  ', '\t', '"', '\\', '\\u{110000}', 'row', 'card "', '@0,0,9,9', '#', '{', '🜚', '\u2028', '"\\'],
    read: (bytes) => soundPage(readWritten(text(bytes), 'written')),
  },
  {
    name: 'pix2code program',
    code: 'page-unreadable',
    originals: encoded(programs),
    words: ['{', '}', ',', ' ', 'row', 'single', 'header', 'btn-active', 'text', '}}}}', '{{{{', 'footer'],
    read: (bytes) => soundPage(readWritten(text(bytes), 'gui')),
  },
  {
    name: "Pictures' headers (PNG, JPEG, WebP, GIF, BMP, HEIC, AVIF)",
    code: 'picture-unreadable',
    originals: pictures,
    words: [
      '\xff\xd8',
      '\xff\xc0',
      '\x00\x00\x00\x00',
      '\xff\xff\xff\xff',
      'IHDR',
      'VP8X',
      'ftyp',
      'meta',
      'iprp',
      'ispe',
      'ipco',
    ],
    read: (bytes) => {
      const kind = kindOf(bytes);
      checkKind(kind, 'a');
      if (kind === 'pdf') return;
      const header = readHeader(bytes, kind);
      checkHeader(header, 'a');
      expect(Number.isInteger(header.width * header.height)).toBe(true);
    },
  },
  {
    name: 'ONNX graph',
    code: ['model-corrupt', 'model-unsupported'],
    originals: fc.constant(tinyEncoder()),
    words: [
      '\x3a',
      '\x0a\x00',
      '\x08\x01',
      '\x6a\x04',
      '\x70\x01',
      '\x7f\x7f\x7f',
      'EPContext',
      '\x00',
      '\xff\xff\xff\xff\x0f',
    ],
    read: (bytes) => checkOnnx(bytes, 'model.onnx', 20),
  },
  {
    name: 'Gomboc project (zip)',
    code: 'project-unreadable',
    originals: fc.constantFrom(
      ...(await Promise.all(fc.sample(projects, { numRuns: 100, seed: 1 }).map((one) => writeGomboc(one)))),
    ),
    words: ['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06', '../', '\x00\x00\xff\xff', '\xff\xff\xff\xff', 'music/work.txt'],
    read: async (bytes) => soundProject(await readGomboc(bytes)),
  },
  {
    // What lies in a zip is not reached by changing the zip's bytes.
    name: "Gomboc project's manifest",
    code: 'project-unreadable',
    originals: fc.constant(onePacked['manifest.json']!),
    words: [...jsonWords, '"version":0', '"version":-1', '"version":1.5', '"entries":', '"studio":"code"', '"bytes":0'],
    read: async (bytes) => soundProject(await readGomboc(zipSync({ ...onePacked, 'manifest.json': bytes }))),
  },
  {
    name: 'Model pack (zip)',
    code: 'pack-unreadable',
    originals: fc.constantFrom('', 'tiny/').map((top) => zipped(packed, top)),
    words: [
      'PK\x03\x04',
      'PK\x01\x02',
      'PK\x05\x06',
      '../',
      '/',
      '\\',
      '\x00\x00\xff\xff',
      '\xff\xff\xff\xff',
      'card.md',
      'nul.md',
    ],
    read: readPack,
  },
];
