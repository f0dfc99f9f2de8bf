import type { Element, Page } from './page.ts';

/* How alike two programs or trees are: models/code/train/score.py. */

/** Share of positions that differ; a difference in length counts as errors (pix2code's measure). */
export function tokenError(found: readonly string[], truth: readonly string[]): number {
  const common = Math.min(found.length, truth.length);
  let wrong = Math.abs(found.length - truth.length);
  for (let i = 0; i < common; i++) if (found[i] !== truth[i]) wrong++;
  return wrong / Math.max(found.length, truth.length, 1);
}

/** Corpus BLEU-4 (Papineni et al., 2002). */
export function bleu4(pairs: readonly { found: readonly string[]; truth: readonly string[] }[]): number {
  const hits = [0, 0, 0, 0];
  const totals = [0, 0, 0, 0];
  let foundLength = 0;
  let truthLength = 0;
  for (const { found, truth } of pairs) {
    foundLength += found.length;
    truthLength += truth.length;
    for (let n = 1; n <= 4; n++) {
      const wanted = grams(truth, n);
      for (const [gram, count] of grams(found, n)) {
        hits[n - 1]! += Math.min(count, wanted.get(gram) ?? 0);
        totals[n - 1]! += count;
      }
    }
  }
  if (hits.some((hit) => hit === 0)) return 0;
  const precision = hits.reduce((sum, hit, i) => sum + Math.log(hit / totals[i]!), 0) / 4;
  return Math.exp(precision + Math.min(0, 1 - truthLength / foundLength));
}

function grams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = tokens.slice(i, i + n).join('\0');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

interface Flat {
  kinds: string[];
  /** Index of each node's leftmost leaf. */
  leftmost: number[];
  /** The last node of each leftmost leaf: the roots of Zhang and Shasha's sub-problems. */
  roots: number[];
}

/** Edit distance of two pages as ordered trees of kinds, in edits (Zhang and Shasha, 1989). */
export function treeDistance(a: Page, b: Page): number {
  const [left, right] = [flatten(a), flatten(b)];
  const result = left.kinds.map(() => new Int32Array(right.kinds.length));
  for (const i of left.roots) for (const j of right.roots) forestDistance(left, right, i, j, result);
  return result.at(-1)!.at(-1)!;
}

/** Edits a node of the larger tree, 0..1. */
export function treeError(found: Page, truth: Page): number {
  return treeDistance(found, truth) / Math.max(flatten(found).kinds.length, flatten(truth).kinds.length);
}

function forestDistance(a: Flat, b: Flat, i: number, j: number, result: readonly Int32Array[]): void {
  const [li, lj] = [a.leftmost[i]!, b.leftmost[j]!];
  const rows = i - li + 2;
  const columns = j - lj + 2;
  const forest = Array.from({ length: rows }, (_, x) => Int32Array.from({ length: columns }, (_, y) => (x ? x : y)));
  for (let x = 1; x < rows; x++) {
    for (let y = 1; y < columns; y++) {
      const [p, q] = [li + x - 1, lj + y - 1];
      const best = Math.min(forest[x - 1]![y]!, forest[x]![y - 1]!) + 1;
      if (a.leftmost[p] === li && b.leftmost[q] === lj) {
        const changed = a.kinds[p] === b.kinds[q] ? 0 : 1;
        result[p]![q] = forest[x]![y] = Math.min(best, forest[x - 1]![y - 1]! + changed);
      } else {
        const apart = forest[a.leftmost[p]! - li]![b.leftmost[q]! - lj]!;
        forest[x]![y] = Math.min(best, apart + result[p]![q]!);
      }
    }
  }
}

function flatten(page: Page): Flat {
  const kinds: string[] = [];
  const leftmost: number[] = [];
  const visit = (kind: string, children: readonly Element[]): number => {
    let first: number | null = null;
    for (const child of children) {
      const left = visit(child.kind, child.children);
      first ??= left;
    }
    kinds.push(kind);
    leftmost.push(first ?? kinds.length - 1);
    return leftmost.at(-1)!;
  };
  visit('page', page.children);
  const last = new Map(leftmost.map((left, index) => [left, index]));
  return { kinds, leftmost, roots: [...last.values()].sort((x, y) => x - y) };
}
