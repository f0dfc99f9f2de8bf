import { describe, expect, it } from 'vitest';
import { fromGui, guiTokens, toGui } from '../../../../models/code/gui.ts';
import { bleu4, tokenError, treeDistance, treeError } from '../../../../models/code/score.ts';
import { parsePage } from '../../../../models/code/written.ts';

describe('tokenError', () => {
  it('counts positions that differ, and what is missing', () => {
    expect(tokenError(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toBe(0.5);
    expect(tokenError([], [])).toBe(0);
    expect(tokenError(['a'], [])).toBe(1);
  });
});

describe('bleu4', () => {
  const truth = ['a', 'b', 'c', 'd', 'e'];

  it('is 1 for the same, 0 where no four tokens are found, and less for what is too short', () => {
    expect(bleu4([{ found: truth, truth }])).toBeCloseTo(1, 10);
    expect(bleu4([{ found: ['e', 'd', 'c', 'b', 'a'], truth }])).toBe(0);
    // All its n-grams are right; the brevity penalty is exp(1 - 5/4).
    expect(bleu4([{ found: truth.slice(0, 4), truth }])).toBeCloseTo(Math.exp(-0.25), 10);
  });
});

describe('treeDistance', () => {
  const a = parsePage('row\n  column-6\n    label\n  column-6\n    link\n');

  it('is the fewest changes of kinds, removals and additions', () => {
    expect(treeDistance(a, a)).toBe(0);
    expect(treeDistance(a, parsePage('row\n  column-6\n    label\n  column-6\n    label\n'))).toBe(1);
    expect(treeDistance(a, parsePage('row\n  column-6\n    label\n'))).toBe(2);
    expect(treeDistance(a, { children: [] })).toBe(5);
    expect(treeError(a, { children: [] })).toBeCloseTo(5 / 6, 10);
  });
});

describe('pix2code’s programs', () => {
  it('go to a page and back', () => {
    const gui = 'header{btn-active,btn-inactive}row{double{small-title,text,btn-red}double{text}}';
    const page = fromGui(gui);
    expect(page.children.map(({ kind }) => kind)).toEqual(['header', 'row', 'footer']);
    expect(page.children[1]!.children[0]!.children[0]!.children.map(({ kind }) => kind)).toEqual([
      ...(['heading-3', 'paragraph', 'button-danger'] as const),
    ]);
    expect(toGui(page)).toEqual(guiTokens(gui));
  });

  it('lose what their language does not know, both ways', () => {
    expect(toGui(parsePage('card\n  label "x"\nrow\n  label\n'))).toEqual(['row', '{', '}']);
    expect(toGui(fromGui('} } row { single { unheard-of , text'))).toEqual([
      ...['row', '{', 'single', '{', 'text', '}', '}'],
    ]);
  });
});
