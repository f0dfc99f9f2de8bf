import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSketch } from '../../electron/cli/code-read.ts';
import { foundOf, measures, placedOf, type Corners, type Placed } from '../../models/code/boxes.ts';
import { emit } from '../../models/code/emit/emit.ts';
import { fromGui, guiTokens, toGui } from '../../models/code/gui.ts';
import type { Element, Page } from '../../models/code/page.ts';
import type { ReadResult } from '../../models/code/request.ts';
import { bleu4, tokenError, treeError } from '../../models/code/score.ts';
import transcripts from '../../models/code/train/transcripts.json' with { type: 'json' };
import { rounded, type Example, type Measured, type Row, type Table } from './figures.ts';
import { canonical, programIsReported, reportedPrograms } from './splits.ts';
import { turnsTable, type Upright } from './turns.ts';
import { spread, type Work } from './work.ts';

const MODEL = 'sketch';
/**
 * Photos kept for reporting, by the beginnings of their names. Which ones show one drawing takes looking at their ink
 * (models/code/train/prepare.py); the words of those that were kept have been written down, and nobody else's.
 */
const photoIsReported = (image: string): boolean => image.slice(0, 8) in transcripts;

/** Programs of the two published sets, pages of our own maker, photos of paper. */
export async function code(work: Work): Promise<Measured> {
  const programs = await programsTable(work);
  const own = await ownTable(work);
  const photos = await photosTable(work);
  const turns = await turnsTable(work, MODEL, await upright(work));
  const { examples, model } = await pairs(work);
  const tables = [programs, own, photos, turns].filter((table) => table !== null);
  return { models: [model], tables, examples };
}

interface Pair {
  picture: string;
  program: string;
}

/** Pictures and programs of one name. */
async function pairsIn(folder: string): Promise<Pair[]> {
  const names = await readdir(join(folder, 'gui')).catch(() => []);
  const stems = names.filter((name) => name.endsWith('.gui')).sort();
  return Promise.all(
    stems.map(async (name) => ({
      picture: join(folder, 'png', name.replace(/\.gui$/, '.png')),
      program: await readFile(join(folder, 'gui', name), 'utf8'),
    })),
  );
}

async function read({ engine }: Work, picture: string, told: { text: boolean; boxes: boolean }) {
  return readSketch(engine, picture, { model: MODEL, told, insist: true }, new AbortController().signal);
}

const bare = { text: false, boxes: false };
const full = { text: true, boxes: true };

/** What is compared of a page: tokens, and the tree. */
interface Compared {
  found: string[];
  truth: string[];
  tree: number;
}

function scores(all: readonly Compared[]): number[] {
  const mean = (value: (one: Compared) => number) => all.reduce((sum, one) => sum + value(one), 0) / all.length;
  return [
    100 * mean(({ found, truth }) => tokenError(found, truth)),
    bleu4(all),
    100 * mean(({ found, truth }) => (found.join(' ') === truth.join(' ') ? 1 : 0)),
    mean(({ tree }) => tree),
  ].map(rounded);
}

const COLUMNS = ['token error %', 'BLEU-4', 'exact programs %', 'tree edits a node'];

async function programsTable(work: Work): Promise<Table | null> {
  const web = (await pairsIn(join(work.data, 'pix2code-web'))).filter(({ program }) => programIsReported(program));
  const all = await pairsIn(join(work.data, 'sketchcode'));
  const kept = reportedPrograms(all.map(({ program }) => program));
  const sketches = all.filter(({ program }) => kept.has(canonical(program)));
  const rows: Row[] = [];
  if (web.length > 0) {
    const chosen = spread(web, work.sizes.pictures);
    rows.push({
      what: `pix2code web, ${chosen.length} of ${web.length} pictures`,
      values: await programScores(work, 'pix2code web', chosen),
      goals: [
        { column: 0, what: 'code: pix2code web, token error %', atMost: 1 },
        { column: 2, what: 'code: pix2code web, exact programs %', atLeast: 90 },
      ],
    });
    rows.push({ what: '– published: pix2code, greedy', values: [12.14] });
    rows.push({ what: '– published: a reimplementation', values: [1.26, null, 88] });
  }
  if (sketches.length > 0) {
    const chosen = spread(sketches, work.sizes.pictures);
    rows.push({
      what: `SketchCode, ${chosen.length} of ${sketches.length} pictures of ${kept.size} programs`,
      values: await programScores(work, 'SketchCode', chosen),
      goals: [{ column: 1, what: 'code: SketchCode by program, BLEU-4', atLeast: 0.95 }],
    });
    rows.push({ what: '– published, on a split that leaks', values: [null, '0.76–0.82'] });
  }
  if (rows.length === 0) return null;
  const note =
    'Programs that were kept from training, by the hash of the program; greedy under the grammar, the structure alone (`gomboc code score`).';
  return { title: 'Pages with a program', note, columns: COLUMNS, rows };
}

async function programScores(work: Work, name: string, pairs: readonly Pair[]): Promise<number[]> {
  const all: Compared[] = [];
  for (const [i, { picture, program }] of pairs.entries()) {
    if (i % 10 === 0) work.say(`code: ${name}, ${i} of ${pairs.length}`);
    const { page } = await read(work, picture, bare);
    all.push({ found: toGui(page), truth: guiTokens(program), tree: treeError(page, fromGui(program)) });
  }
  return scores(all);
}

/** As models/code/train/pages.py writes it; boxes in frame units. */
interface OwnElement {
  kind: Element['kind'];
  box: Corners | null;
  children: OwnElement[];
}

interface OwnPage {
  picture: string;
  style: string;
  children: OwnElement[];
}

/** What a set's list says, with the folder of its pictures. Nothing, where the set is not there. */
async function listed<T>(work: Work, set: string, list: string): Promise<{ folder: string; all: T[] }> {
  const folder = join(work.data, set);
  const text = await readFile(join(folder, list), 'utf8').catch(() => '[]');
  return { folder, all: JSON.parse(text) as T[] };
}

const ownPages = (work: Work) => listed<OwnPage>(work, 'own-pages', 'pages.json');

async function ownTable(work: Work): Promise<Table | null> {
  const { folder, all: pages } = await ownPages(work);
  if (pages.length === 0) return null;
  const chosen = spread(pages, work.sizes.pictures);
  const all: (Compared & { style: string; places: { found: Placed[]; truth: Placed[] } })[] = [];
  for (const [i, { picture, style, children }] of chosen.entries()) {
    if (i % 10 === 0) work.say(`code: own pages, ${i} of ${chosen.length}`);
    const truth = { children: children.map(element) };
    const { page } = await read(work, join(folder, picture), bare);
    const { page: placed } = await read(work, join(folder, picture), full);
    all.push({
      ...{ style, found: kindsOf(page), truth: kindsOf(truth), tree: treeError(page, truth) },
      places: { found: placedOf(placed, corners), truth: placedOf(truth, corners) },
    });
  }
  const row = (what: string, some: typeof all): Row[] => {
    if (some.length === 0) return [];
    const places = some.map((one) => one.places);
    const f1 = [measures.iou, measures.centre].map((measure) => rounded(foundOf(places, measure).f1));
    return [{ what: `${what} (${some.length})`, values: [...scores(some), ...f1] }];
  };
  const styles = { paper: 'on paper', screen: 'on a screen', clean: 'rendered' };
  return {
    title: 'Pages of our own maker',
    note: 'Numbers that training never draws (`models/code/train/pages.py`); the structure as tokens of kinds, and where elements are.',
    columns: [...COLUMNS, 'element F1, IoU ≥ 0.5', 'F1, centre in box'],
    rows: [
      ...Object.entries(styles).flatMap(([style, what]) => row(what, all.filter((one) => one.style === style))), // prettier-ignore
      ...row('all', all),
    ],
  };
}

function element({ kind, box, children }: OwnElement): Element {
  const place = box && { x0: box[0], y0: box[1], x1: box[2], y1: box[3] };
  // Nobody asks which is which.
  return { ...{ id: kind, kind, text: '', box: place, reading: null, fixed: false }, children: children.map(element) };
}

/** Kinds, and a brace where a container closes. */
function kindsOf({ children }: Page | Element): string[] {
  return children.flatMap((child) => [child.kind, ...kindsOf(child), ...(child.children.length > 0 ? ['}'] : [])]);
}

const corners = ({ x0, y0, x1, y1 }: NonNullable<Element['box']>): Corners => [x0, y0, x1, y1];

/** As the set has it: shares of the picture. */
interface Labelled {
  image: string;
  width: number;
  height: number;
  regions: { tagName: string; left: number; top: number; width: number; height: number }[];
}

const tags: Record<string, string> = {
  ...{ Label: 'label', Heading: 'heading', CheckBox: 'checkbox', Button: 'button', TextBox: 'input' },
  ...{ Image: 'image', Paragraph: 'paragraph', RadioButton: 'radio', ComboBox: 'select', Link: 'link' },
};

async function keptPhotos(work: Work): Promise<{ folder: string; kept: Labelled[] }> {
  const { folder, all } = await listed<Labelled>(work, 'sketch2code-photos', 'boxes.json');
  return { folder: join(folder, 'images'), kept: all.filter(({ image }) => photoIsReported(image)) };
}

async function upright(work: Work): Promise<Upright[]> {
  const [own, photos] = [await ownPages(work), await keptPhotos(work)];
  return [
    { what: 'pages of our own maker', pictures: own.all.map(({ picture }) => join(own.folder, picture)) },
    { what: 'photos of paper', pictures: photos.kept.map(({ image }) => join(photos.folder, image)) },
  ];
}

async function photosTable(work: Work): Promise<Table | null> {
  const { folder, kept } = await keptPhotos(work);
  if (kept.length === 0) return null;
  const chosen = spread(kept, work.sizes.pictures);
  const pages: { found: Placed[]; truth: Placed[] }[] = [];
  for (const [i, { image, regions }] of chosen.entries()) {
    work.say(`code: photos, ${i} of ${chosen.length}`);
    const { page, picture, toPixels } = await read(work, join(folder, image), full);
    const truth = regions.map(({ tagName, left, top, width, height }): Placed => {
      const box = [left, top, left + width, top + height].map((share, side) => share * (side % 2 ? picture.height : picture.width)); // prettier-ignore
      return { name: tags[tagName]!, box: box as unknown as Corners };
    });
    pages.push({ found: placedOf(page, (box) => corners(toPixels(box))), truth });
  }
  const row = (what: string, measure: (typeof measures)[keyof typeof measures], goals: Row['goals'] = []): Row => {
    const { precision, recall, f1 } = foundOf(pages, measure);
    return { what, values: [precision, recall, f1].map(rounded), goals };
  };
  const labelled = pages.reduce((sum, { truth }) => sum + truth.length, 0);
  return {
    title: 'Photos of paper',
    note:
      `${chosen.length} of ${kept.length} photos kept by drawing (Sketch2Code, MIT), ${labelled} labelled elements of ten classes. The labels are drawn ` +
      'generously, so the second measure asks only that the middle of what is found lies in the labelled box; the goal goes by that.',
    columns: ['precision', 'recall', 'F1'],
    rows: [
      row('IoU ≥ 0.5', measures.iou),
      row('centre in the box', measures.centre, [
        { column: 2, what: 'code: photos, element F1 (centre in box)', atLeast: 0.8 },
      ]),
    ],
  };
}

const SKETCHES = ['sketch-login', 'sketch-dashboard', 'sketch-shop'];

/** Our own example sketches, and the pages they become. */
async function pairs(work: Work): Promise<{ examples: Example[]; model: ReadResult['model'] }> {
  const examples: Example[] = [];
  let last: ReadResult | null = null;
  for (const name of SKETCHES) {
    work.say(`code: ${name}`);
    const path = join(work.root, 'assets', 'examples', `${name}.png`);
    const { page, result } = await read(work, path, full);
    last = result;
    await work.write(`${name}.html`, emit(page, 'html', { theme: 'plain' }));
    const sketch = `assets/examples/${name}.png`;
    examples.push({ file: sketch, what: `${name}: the sketch` }, { file: `${name}.html`, what: `${name}: the page read from it` }); // prettier-ignore
  }
  return { examples, model: last!.model };
}
