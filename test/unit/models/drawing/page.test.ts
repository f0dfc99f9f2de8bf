import { describe, expect, it } from 'vitest';
import { pageAround, pageFor, toPage, toPaper } from '../../../../models/drawing/page.ts';
import { Page } from '../../../../models/drawing/request.ts';
import type { Ink, Line } from '../../../../models/drawing/stroke.ts';
import { seeded } from '../../../../models/random.ts';

const paper = { width: 1000, height: 600 };
const whole = { x: 0, y: -200, side: 1000 };
const box = (x: number, y: number, width: number, height = width): Ink => [
  [
    [x, y],
    [x + width, y + height],
  ],
];
const holds = ({ x, y, side }: Page, ink: Ink): boolean =>
  ink.flat().every(([px, py]) => px >= x - 1e-6 && py >= y - 1e-6 && px <= x + side + 1e-6 && py <= y + side + 1e-6);

describe('the page', () => {
  it('can be asked for, and holds the ink, where the ink is as far out as a stroke can say', () => {
    const far: Ink[] = [
      [
        [
          [-409_835, 918_099],
          [0, -1_000_000],
        ],
      ],
      [
        [
          [-1_000_000, -1_000_000],
          [-1_000_000, 1_000_000],
        ],
      ],
      [
        [
          [-1_000_000, 1_000_000],
          [1_000_000, -1_000_000],
        ],
      ],
    ];
    for (const ink of far) {
      for (const page of [pageFor({ width: 1543, height: 12_466 }, ink), pageAround(ink)]) {
        expect(Page.safeParse(page).success).toBe(true);
        expect(holds(page, ink)).toBe(true);
      }
    }
  });

  it.each([
    ['empty ink', []],
    ['one dot', [[[3, 4]]]],
    ['a very small line', box(500, 300, 20)],
    ['ink of half the paper', box(100, 50, 500)],
    ['ink that fills it', box(0, 0, 1000, 600)],
    ['ink in the square, beside the paper', box(100, -150, 500)],
  ] as [string, Ink][])('is the square of the paper for %s', (_, ink) => {
    expect(pageFor(paper, ink)).toEqual(whole);
  });

  it('of an upright paper is centred on it', () => {
    expect(pageFor({ width: 300, height: 500 }, [])).toEqual({ x: -100, y: 0, side: 500 });
  });

  it('becomes smaller, in steps, with the ink', () => {
    const sides = [500, 340, 240, 170, 120, 80, 40].map((extent) => pageFor(paper, box(400, 200, extent)).side);
    expect(sides).toEqual([...sides].sort((a, b) => b - a));
    for (const side of sides)
      expect(Math.abs(2 * Math.log2(1000 / side) - Math.round(2 * Math.log2(1000 / side)))).toBeLessThan(1e-9);
    expect(new Set(sides).size).toBeGreaterThan(4);
  });

  it('gives small ink 0.35 of its side at least, wherever it lies, and stays on the paper', () => {
    const random = seeded(9);
    for (let run = 0; run < 500; run++) {
      const extent = 32 + random() * 900;
      const ink = box(random() * (1000 - extent), -200 + random() * (1000 - extent), extent, extent * random());
      const page = pageFor(paper, ink);
      expect(holds(page, ink)).toBe(true);
      expect(extent / page.side).toBeGreaterThanOrEqual(0.35 - 1e-9);
      expect(
        holds(whole, [
          [
            [page.x, page.y],
            [page.x + page.side, page.y + page.side],
          ],
        ]),
      ).toBe(true);
    }
  });

  it('does not follow each new line', () => {
    const ink = box(300, 200, 150);
    expect(pageFor(paper, [...ink, ...box(310, 210, 120)])).toEqual(pageFor(paper, ink));
    const pages = Array.from({ length: 100 }, (_, i) => pageFor(paper, [...ink, ...box(300, 200, 150 + i)]));
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBeLessThan(6);
  });

  it('grows for ink that leaves the paper', () => {
    for (const ink of [box(-500, 0, 300), box(900, 300, 4000), box(-1e6, -1e6, 2e6)]) {
      const page = pageFor(paper, ink);
      expect(holds(page, ink)).toBe(true);
      expect(page.side).toBeLessThanOrEqual(4_000_000);
    }
  });
});

describe('a page around ink', () => {
  it('has it in the middle, 0.725 of its side', () => {
    const page = pageAround(box(10, 20, 100, 40));
    expect(100 / page.side).toBeCloseTo(0.725);
    expect(page.x + page.side / 2).toBeCloseTo(60);
    expect(page.y + page.side / 2).toBeCloseTo(40);
  });

  it('is there for nothing, and for a dot', () => {
    expect(pageAround([]).side).toBeGreaterThan(1);
    expect(holds(pageAround([[[7, 7]]]), [[[7, 7]]])).toBe(true);
  });
});

describe('paper and page', () => {
  const page = { x: 100, y: -50, side: 512 };

  it('convert there and back', () => {
    const line: Line = [
      [100, -50],
      [612, 462],
      [333.25, 17.5],
    ];
    expect(toPage(page, line).slice(0, 2)).toEqual([
      [0, 0],
      [1024, 1024],
    ]);
    const back = toPaper(page, toPage(page, line));
    back.flat().forEach((value, i) => expect(value).toBeCloseTo(line.flat()[i]!, 9));
  });

  it('never give coordinates that a stroke cannot have', () => {
    expect(toPaper({ x: 1_500_000, y: -1_500_000, side: 100 }, [[5, 5]])).toEqual([[1_000_000, -1_000_000]]);
  });
});
