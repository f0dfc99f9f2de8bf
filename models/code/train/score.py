"""How alike two programs, trees, sets of boxes or texts are."""

from collections import Counter
from math import exp, log

from page import CLASS


def distance(a, b):
    """Levenshtein's, of any two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def token_error(found, truth):
    """Share of positions that differ; a difference in length counts as errors (pix2code's measure)."""
    return (sum(a != b for a, b in zip(found, truth)) + abs(len(found) - len(truth))) / max(len(found), len(truth), 1)


def bleu4(pairs):
    """Corpus BLEU-4 (Papineni et al., 2002) of (found, truth) token lists."""
    hit, total, found_length, truth_length = [0] * 4, [0] * 4, 0, 0
    for found, truth in pairs:
        found_length, truth_length = found_length + len(found), truth_length + len(truth)
        for n in range(4):
            grams = [Counter(tuple(s[i:i + n + 1]) for i in range(len(s) - n)) for s in (found, truth)]
            hit[n] += sum((grams[0] & grams[1]).values())
            total[n] += sum(grams[0].values())
    if not all(hit):
        return 0.0
    return exp(sum(log(h / t) for h, t in zip(hit, total)) / 4 + min(0, 1 - truth_length / found_length))


def tree_distance(a, b):
    """Edit distance of two ordered trees of kinds (Zhang and Shasha, 1989), in edits."""
    def walk(tree):
        kinds, leftmost = [], []

        def visit(e):
            first = None
            for child in e.children:
                left = visit(child)
                first = left if first is None else first
            kinds.append(e.kind)
            leftmost.append(len(kinds) - 1 if first is None else first)
            return leftmost[-1]
        visit(tree)
        roots = sorted({left: i for i, left in enumerate(leftmost)}.values())
        return kinds, leftmost, roots

    (ka, la, ra), (kb, lb, rb) = walk(a), walk(b)
    result = [[0] * len(kb) for _ in ka]
    for i in ra:
        for j in rb:
            m, n = i - la[i] + 2, j - lb[j] + 2
            forest = [[x + y if x == 0 or y == 0 else 0 for y in range(n)] for x in range(m)]
            for x in range(1, m):
                for y in range(1, n):
                    p, q = la[i] + x - 1, lb[j] + y - 1
                    best = min(forest[x - 1][y], forest[x][y - 1]) + 1
                    if la[p] == la[i] and lb[q] == lb[j]:
                        forest[x][y] = result[p][q] = min(best, forest[x - 1][y - 1] + (ka[p] != kb[q]))
                    else:
                        forest[x][y] = min(best, forest[la[p] - la[i]][lb[q] - lb[j]] + result[p][q])
    return result[-1][-1]


def tree_error(found, truth):
    """Edits a node of the larger tree."""
    return tree_distance(found, truth) / max(sum(1 for _ in found.walk()), sum(1 for _ in truth.walk()))


def iou(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = lambda c: (c[2] - c[0]) * (c[3] - c[1])
    return w * h / (area(a) + area(b) - w * h)


def inside(a, b):
    """1 where a's centre lies in b, nearer centres first; else 0."""
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    if not (b[0] <= x <= b[2] and b[1] <= y <= b[3]):
        return 0.0
    return 1 - 0.4 * (abs(x - (b[0] + b[2]) / 2) / (b[2] - b[0]) + abs(y - (b[1] + b[3]) / 2) / (b[3] - b[1]))


def classed(page):
    return [(CLASS[e.kind], e) for e in page.walk() if e.kind in CLASS and e.box]


def matches(found, truth, overlap, least):
    """Greedy one-to-one pairs of the same class, the best overlap first. -> [(found element, true element)]"""
    pairs = sorted(((overlap(f.box, t.box), i, j) for i, (a, f) in enumerate(found) for j, (b, t) in enumerate(truth) if a == b),
                   reverse=True)
    used, out = (set(), set()), []
    for score, i, j in pairs:
        if score >= least and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((found[i][1], truth[j][1]))
    return out


def f1_table(pages, overlap, least):
    """pages of (found, truth) -> {class: (precision, recall, F1, how many in truth)}, with 'all'."""
    hit, found_n, truth_n = Counter(), Counter(), Counter()
    for found, truth in pages:
        found, truth = classed(found), classed(truth)
        for _, t in matches(found, truth, overlap, least):
            hit.update((CLASS[t.kind], "all"))
        for c, counts in ((found, found_n), (truth, truth_n)):
            counts.update(name for name, _ in c)
            counts["all"] += len(c)
    table = {}
    for name in sorted(truth_n, key=truth_n.get, reverse=True):
        p, r = hit[name] / max(1, found_n[name]), hit[name] / truth_n[name]
        table[name] = (p, r, 2 * p * r / max(1e-9, p + r), truth_n[name])
    return table


def character_error(pairs):
    """Character error rate of (read, true) strings; None of none."""
    return None if not pairs else sum(distance(a, b) for a, b in pairs) / max(1, sum(len(b) for _, b in pairs))


def best_pairs(read, true):
    """Strings without places: each true one with the read one nearest to it, nearest first; the rest with nothing."""
    order = sorted((distance(a, b) / max(len(a), len(b), 1), i, j) for i, a in enumerate(read) for j, b in enumerate(true))
    left, out = (set(range(len(read))), set(range(len(true)))), []
    for cost, i, j in order:
        if i in left[0] and j in left[1] and cost < 1:
            left[0].remove(i)
            left[1].remove(j)
            out.append((read[i], true[j]))
    return out + [("", true[j]) for j in left[1]]
