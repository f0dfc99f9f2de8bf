import { join } from 'node:path';
import type { Engine } from '../../electron/engine/engine.ts';
import { pageAround } from '../../models/drawing/page.ts';
import { careFor, defaultSampling, type Care } from '../../models/drawing/request.ts';
import type { Ink } from '../../models/drawing/stroke.ts';
import { derive, seeded } from '../../models/random.ts';
import { contactSheet, type Panel } from './contact-sheet.ts';
import { openDoodleNet, type Recogniser } from './doodlenet.ts';
import { rounded, type Cell, type Example, type Measured, type Row, type Table } from './figures.ts';
import { heldOutDrawings, type HeldOut } from './held-out.ts';
import { PublishedDecoder } from './published-decoder.ts';
import { spread, type Work } from './work.ts';

const MODEL = 'sketch';
/** As many as the studio shows of completions, and of variations. */
const [CANDIDATES, TILES] = [4, 9];
const FINISH = 'what “Finish” shows first';
const VARIATIONS = 'what “Variations” shows';
const IMPARTIAL = 'DoodleNet is the judge who had no part in it; our recogniser judges what it chose itself.';
/** Both are looked at, and the better one counts. */
const TEMPERATURES = [0.2, 0.4];
/** How far variations go: as the studio begins. */
const AMOUNT = 0.5;
/** The classes of the published decoders. */
const DECODERS = ['ambulance', 'bear', 'bicycle', 'bird', 'dog', 'palm tree', 'rabbit', 'sheep'];
/** Of recognition, in points: what may be missing to a network that learned from a thousand times as many drawings. */
const BEHIND = 5;
const ROWS_SHOWN = 12;

type Judges = Record<'ours' | 'doodleNet', Recogniser | null>;

/** Recognition, and completions recognised. */
export async function drawing(work: Work): Promise<Measured> {
  const drawings = (await heldOutDrawings(join(work.data, 'quickdraw', 'ndjson'))).filter(({ ink }) => ink.length > 0);
  const doodleNet = await openDoodleNet(join(work.data, 'doodlenet'));
  const judges: Judges = { ours: ourJudge(work.engine), doodleNet };
  const tables: Table[] = [];
  const examples: Example[] = [];
  try {
    if (drawings.length > 0) {
      tables.push(await recognition(work, drawings, judges));
      const many = drawings.filter(({ ink }) => ink.length > 1);
      const chosen = spread(many, work.sizes.completions);
      tables.push(await completion(work, chosen, judges, many.length));
      tables.push(await variation(work, spread(many, Math.ceil(work.sizes.completions / 10)), judges));
      const eight = many.filter(({ subject }) => DECODERS.includes(subject));
      const beside = await besideDecoders(work, eight, judges);
      tables.push(...beside.tables);
      const sheet = await completionsSheet(work, spread(many, ROWS_SHOWN), 'completions.svg');
      examples.push(sheet, ...beside.examples);
    }
  } finally {
    await doodleNet?.release();
  }
  return { models: [await modelOf(work.engine)], tables, examples };
}

/** Which one it is: every answer says so. */
async function modelOf(engine: Engine) {
  const ink: Ink = [[[0, 0], [9, 9]]]; // prettier-ignore
  return (await engine.run('drawing.recognise', { model: MODEL, ink, page: pageAround(ink) })).model;
}

/** As the engine's own recogniser, of drawings each in the middle of a page. */
function ourJudge(engine: Engine): Recogniser {
  return {
    async recognise(drawings) {
      const found: string[] = [];
      for (const ink of drawings) {
        const { guesses } = await engine.run('drawing.recognise', { model: MODEL, ink, page: pageAround(ink) });
        found.push(guesses[0]!.subject);
      }
      return found;
    },
    release: async () => {},
  };
}

/** Percent of the drawings that are recognised as what they are. */
async function agreement(judge: Recogniser | null, drawings: readonly HeldOut[]): Promise<Cell> {
  if (!judge) return null;
  const found = await judge.recognise(drawings.map(({ ink }) => ink));
  return rounded((100 * found.filter((name, i) => name === drawings[i]!.subject).length) / drawings.length);
}

const halfOf = (ink: Ink): Ink => ink.slice(0, Math.ceil(ink.length / 2));
const halved = ({ subject, ink }: HeldOut): HeldOut => ({ subject, ink: halfOf(ink) });

async function recognition({ sizes, say }: Work, all: readonly HeldOut[], { ours, doodleNet }: Judges): Promise<Table> {
  const whole = spread(all, sizes.drawings);
  say(`drawing: ${whole.length} drawings recognised, and their halves`);
  const both = async (judge: Recogniser | null): Promise<[Cell, Cell]> => [
    await agreement(judge, whole),
    await agreement(judge, whole.map(halved)),
  ];
  const [theirs, mine] = [await both(doodleNet), await both(ours)];
  const [most, half] = theirs;
  return {
    title: 'Recognition, top-1 %',
    note:
      `${whole.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} drawings of Quick, Draw! kept for reporting, 345 classes, each in the ` +
      'middle of its page; a half is the first half of the strokes, rounded up. DoodleNet learned from millions of drawings (bitmaps of 28 × 28); ' +
      'which ones is not known, so these may be among them.',
    columns: ['complete', 'half-finished'],
    rows: [
      {
        what: 'this model',
        values: mine,
        goals: [
          ...(typeof most === 'number'
            ? [
                {
                  column: 0,
                  what: 'drawing: recognised, within five points of DoodleNet',
                  atLeast: rounded(most - BEHIND),
                },
              ]
            : []),
          ...(typeof half === 'number'
            ? [{ column: 1, what: 'drawing: half-finished recognised, above DoodleNet', atLeast: half, above: true }]
            : []),
        ],
      },
      { what: 'DoodleNet', values: doodleNet ? theirs : ['no data'] },
    ],
  };
}

interface Asked {
  /** Whether the class is told. */
  told: boolean;
  /** As carefully as the studio does, or each one as it comes. */
  careful: boolean;
  seed: number;
}

/** Half of it kept and the rest drawn anew, on the page that the whole lies on; the best candidate. */
async function complete(engine: Engine, { subject, ink }: HeldOut, { told, careful, seed }: Asked): Promise<HeldOut> {
  const half = halfOf(ink);
  const { candidates } = await engine.run('drawing.complete', {
    ...{ model: MODEL, ink: half, page: pageAround(ink), subject: told ? subject : null },
    ...{ sampling: { ...defaultSampling, seed }, extent: 'drawing' },
    ...(careful ? { count: CANDIDATES, ...careFor(CANDIDATES) } : { count: 1 }),
  });
  return { subject, ink: [...half, ...(candidates[0]?.ink ?? [])] };
}

async function completion(work: Work, chosen: readonly HeldOut[], judges: Judges, of: number): Promise<Table> {
  const { engine, say } = work;
  const made = async (what: string, asked: Omit<Asked, 'seed'>): Promise<[string, HeldOut[]]> => {
    const drawn: HeldOut[] = [];
    for (const [seed, one] of chosen.entries()) {
      if (seed % 25 === 0) say(`drawing: ${what}, ${seed} of ${chosen.length}`);
      drawn.push(await complete(engine, one, { ...asked, seed }));
    }
    return [what, drawn];
  };
  const ways: [string, readonly HeldOut[]][] = [
    ['nothing added', chosen.map(halved)],
    await made('this model, class unknown', { told: false, careful: false }),
    await made('this model, class told', { told: true, careful: false }),
    await made(`this model, class unknown, ${FINISH}`, { told: false, careful: true }),
    await made(`this model, class told, ${FINISH}`, { told: true, careful: true }),
    ['the person’s own rest', chosen],
  ];
  return {
    title: 'Half-drawn sketches completed: recognised as what they were, %',
    note:
      `${chosen.length} of ${of.toLocaleString('en')} drawings of two strokes or more, all classes; temperature ${defaultSampling.temperature}, top-p ` +
      `${defaultSampling.topP}. ${aboutFinish(CANDIDATES)} ${IMPARTIAL}`,
    columns: ['judged by our recogniser', 'by DoodleNet'],
    rows: await judged(ways, judges),
  };
}

const judged = async (ways: readonly [string, readonly HeldOut[]][], judges: Judges): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [what, drawings] of ways) {
    rows.push({ what, values: [await agreement(judges.ours, drawings), await agreement(judges.doodleNet, drawings)] });
  }
  return rows;
};

/** How the studio finishes drawings, in words. */
function aboutFinish(count: number): string {
  const { drafts, believe } = careFor(count);
  return `“Finish” draws ${drafts} and keeps the ${count} that its recogniser is surest of; it draws what the recogniser takes the half for where that is likelier than ${believe}.`;
}

/** Whole drawings varied: how often what is shown is known as what it varies. */
async function variation({ engine, say }: Work, chosen: readonly HeldOut[], judges: Judges): Promise<Table> {
  const varied = async (what: string, { told, care }: { told: boolean; care: Care }): Promise<[string, HeldOut[]]> => {
    const drawn: HeldOut[] = [];
    for (const [seed, { subject, ink }] of chosen.entries()) {
      if (seed % 10 === 0) say(`drawing: ${what}, ${seed} of ${chosen.length}`);
      const { candidates } = await engine.run('drawing.vary', {
        ...{ model: MODEL, ink, page: pageAround(ink), subject: told ? subject : null, amount: AMOUNT },
        ...{ sampling: { ...defaultSampling, seed }, count: TILES, ...care },
      });
      drawn.push(...candidates.map((candidate) => ({ subject, ink: candidate.ink })));
    }
    return [what, drawn];
  };
  const care = careFor(TILES);
  const ways: [string, readonly HeldOut[]][] = [
    await varied('each as it comes, class unknown', { told: false, care: {} }),
    await varied('each as it comes, class told', { told: true, care: {} }),
    await varied(`${VARIATIONS}, class unknown`, { told: false, care }),
    await varied(`${VARIATIONS}, class told`, { told: true, care }),
    ['the drawings themselves', chosen],
  ];
  return {
    title: 'Variations of whole drawings: recognised as what they vary, %',
    note:
      `${chosen.length} drawings, all classes, ${TILES} variations of each, half as far as it goes; temperature ${defaultSampling.temperature}. “Variations” draws ` +
      `${care.drafts} and keeps the ${TILES} that are most like it, by the recogniser. All are guided towards the drawing. ${IMPARTIAL}`,
    columns: ['judged by our recogniser', 'by DoodleNet'],
    rows: await judged(ways, judges),
  };
}

/** On the eight classes that have a published decoder, which is told the class by being the one for it. */
async function besideDecoders(work: Work, eight: readonly HeldOut[], judges: Judges) {
  const { engine, data, sizes, say } = work;
  const file = (subject: string) => join(data, 'sketch-rnn-decoders', `${subject.replaceAll(' ', '_')}.gen.json`);
  const decoders = new Map<string, PublishedDecoder>();
  for (const subject of new Set(eight.map((one) => one.subject))) {
    const decoder = await PublishedDecoder.open(file(subject));
    if (decoder) decoders.set(subject, decoder);
  }
  const chosen = eight.filter(({ subject }) => decoders.has(subject));
  if (chosen.length === 0) return { tables: [], examples: [] };
  const repeated = async (
    what: string,
    draw: (one: HeldOut, seed: number) => Promise<Ink>,
  ): Promise<[string, HeldOut[]]> => {
    const drawn: HeldOut[] = [];
    for (let take = 0; take < sizes.takes; take++) {
      say(`drawing: ${what}, take ${take + 1} of ${sizes.takes}`);
      for (const [i, one] of chosen.entries()) {
        drawn.push({ subject: one.subject, ink: await draw(one, derive(take, i)) });
      }
    }
    return [what, drawn];
  };
  const theirs = (temperature: number) => async (one: HeldOut, seed: number) => {
    const half = halfOf(one.ink);
    return [...half, ...(await decoders.get(one.subject)!.complete(half, temperature, seeded(seed)))];
  };
  const ours = (told: boolean, careful: boolean) => async (one: HeldOut, seed: number) =>
    (await complete(engine, one, { told, careful, seed })).ink;
  const ways: [string, readonly HeldOut[]][] = [
    ['nothing added', chosen.map(halved)],
    await repeated('this model, class unknown', ours(false, false)),
    await repeated('this model, class told', ours(true, false)),
    await repeated(`this model, class told, ${FINISH}`, ours(true, true)),
  ];
  for (const temperature of TEMPERATURES) {
    ways.push(await repeated(`sketch-rnn’s decoder of the class, temperature ${temperature}`, theirs(temperature)));
  }
  ways.push(['the person’s own rest', chosen]);
  const rows = await judged(ways, judges);
  addGoal(rows);
  const table: Table = {
    title: 'The same, beside the published sketch-rnn decoders on their eight classes, %',
    note:
      `All ${chosen.length} such drawings of ${[...decoders.keys()].join(', ')}, ${sizes.takes} completions of each. The decoders are trained on 70,000 ` +
      'drawings of their class, these perhaps among them; the half is given in the size and with as many points as they draw themselves. ' +
      'They draw once, as they are published; the studio shows the best of several.',
    columns: ['judged by our recogniser', 'by DoodleNet'],
    rows,
  };
  const examples = [
    await completionsSheet(work, spread(chosen, ROWS_SHOWN), 'completions-eight.svg', theirs(TEMPERATURES[0]!)),
  ];
  return { tables: [table], examples };
}

/**
 * What the studio shows first, the class told as theirs is; against the better of their temperatures. By DoodleNet alone: our
 * recogniser has chosen what it would judge.
 */
function addGoal(rows: Row[]): void {
  const column = 1;
  const mine = rows.find(({ what }) => what.endsWith(`class told, ${FINISH}`))!;
  const others = rows.filter(({ what }) => what.startsWith('sketch-rnn'));
  const figures = others.map(({ values }) => values[column]).filter((value) => typeof value === 'number');
  if (figures.length === 0) return;
  const what = 'drawing: completions recognised by DoodleNet, above sketch-rnn’s';
  mine.goals = [{ column, what, atLeast: Math.max(...figures), above: true }];
}

/** A row a drawing: the half, three completions of ours, one of theirs where there is one, the person's. */
async function completionsSheet(
  { engine, write }: Work,
  chosen: readonly HeldOut[],
  file: string,
  theirs?: (one: HeldOut, seed: number) => Promise<Ink>,
): Promise<Example> {
  const rows: Panel[][] = [];
  for (const [seed, one] of chosen.entries()) {
    const half = halfOf(one.ink);
    const rest = (ink: Ink): Ink => ink.slice(half.length);
    const panel = (title: string, ink: Ink): Panel => ({ title, half, rest: rest(ink) });
    const row = [panel(one.subject, half)];
    for (let take = 0; take < 3; take++) {
      row.push(
        panel(
          `ours ${take + 1}`,
          (await complete(engine, one, { told: false, careful: false, seed: derive(seed, take) })).ink,
        ),
      );
    }
    if (theirs) row.push(panel('sketch-rnn', await theirs(one, seed)));
    rows.push([...row, panel('the person', one.ink)]);
  }
  await write(file, contactSheet(rows));
  const beside = theirs ? ', beside sketch-rnn’s' : '';
  return { file, what: `Half-drawn sketches completed${beside} (the halves: Quick, Draw!, CC BY 4.0, © Google)` };
}
