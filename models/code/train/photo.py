"""Puts a drawing on paper and takes a picture of it: the frame that the network sees.

photo(drawing, page, unit, rng, style) -> uint8 frame [H,W], its index in FRAMES; the page's boxes
become frame units. Paper (plain, ruled, squared, dotted) and its wear, a camera at an angle, uneven
light and shadows, a phone's or a scanner's tone curve, blur, noise, JPEG.
"""

import io
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from page import FRAMES, LONG, frame_of

CELLS = 6                    # of the warping mesh, each way
WHITE = 255


def homography(source, target):
    """The 3x3 matrix that takes four points to four others."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(right)), 1).reshape(3, 3)


def project(matrix, points):
    p = np.concatenate([points, np.ones((len(points), 1))], 1) @ matrix.T
    return p[:, :2] / p[:, 2:]


def smooth(rng, shape, size, resample=Image.BICUBIC):
    """Random numbers [shape] (about N(0,1)), smoothly enlarged to size (width, height)."""
    field = rng.standard_normal(shape).astype(np.float32)
    return np.asarray(Image.fromarray(field, "F").resize(size, resample))


def rule(drawing, unit, rng):
    """Lines, squares or dots of the paper, under the ink."""
    kind = rng.choice(["ruled", "squared", "squared", "dotted"])
    paper = Image.new("L", drawing.size, WHITE)
    pen, (w, h) = ImageDraw.Draw(paper), drawing.size
    step = unit * (rng.uniform(1.2, 2.4) if kind == "ruled" else rng.uniform(0.7, 1.8))
    shade, start = int(rng.uniform(185, 240)), rng.uniform(0, step)
    if kind == "dotted":
        for x in np.arange(start, w, step):
            pen.point([(x, y) for y in np.arange(start, h, step)], fill=150)
        return ImageChops.multiply(drawing, paper.filter(ImageFilter.MinFilter(3)))
    for y in np.arange(start, h, step):
        pen.line((0, y, w, y), fill=shade, width=2)
    if kind == "squared":
        for x in np.arange(start, w, step):
            pen.line((x, 0, x, h), fill=shade, width=2)
    elif rng.random() < 0.4:
        x = w * rng.uniform(0.02, 0.12)
        pen.line((x, 0, x, h), fill=shade - 20, width=2)
    return ImageChops.multiply(drawing, paper)


def camera(size, rng, hard):
    """Where the drawing's corners land in a picture, and the picture's size; `hard` 0 is straight."""
    w, h = size
    left, top, right, bottom = (max(w, h) * max(-0.015, rng.gamma(1.2, 0.03) * min(1, hard + 0.2) - 0.012) for _ in range(4))
    angle, tilt = rng.normal(0, 0.02) * hard, 0.03 * hard
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], float)
    centre = np.array([w / 2, h / 2])
    turn = np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
    out = (corners - centre) @ turn + centre + rng.normal(0, tilt, (4, 2)) * max(w, h) * 0.5
    low = out.min(0) - [left, top]
    high = out.max(0) + [right, bottom]
    if rng.random() < 0.1 * hard:                              # a sheet far larger than its drawing
        grow = rng.uniform(0.2, 0.7) * (high - low)
        high += grow * rng.random(2)
        low -= grow * rng.random(2) * 0.4
    return out - low, high - low


def warp(drawing, boxes, rng, hard):
    """-> the picture in its frame (PIL, white around), the frame's index, the picture's size, moved boxes [N,4]."""
    corners, size = camera(drawing.size, rng, hard)
    index, scale = frame_of(*size)
    corners, size = corners * scale, np.maximum(8, np.round(size * scale)).astype(int)
    w, h = drawing.size
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], float)
    forward = homography(source, corners)
    backward = np.linalg.inv(forward)
    amplitude = rng.choice([0, 0.002, 0.004]) * max(w, h) * min(1, hard)
    bend = rng.standard_normal((2, 4, 4)).astype(np.float32) * amplitude

    def push(points):
        """Displacement in drawing pixels of points given in drawing pixels: the paper is not flat."""
        if not amplitude:
            return 0.0
        a = np.clip(points / [w, h], 0, 1) * 2.999
        i = a.astype(int)
        f = a - i
        f = f * f * (3 - 2 * f)
        x, y, fx, fy = i[:, 0], i[:, 1], f[:, 0], f[:, 1]
        at = lambda dx, dy: bend[:, y + dy, x + dx].T
        return ((at(0, 0) * (1 - fx)[:, None] + at(1, 0) * fx[:, None]) * (1 - fy)[:, None]
                + (at(0, 1) * (1 - fx)[:, None] + at(1, 1) * fx[:, None]) * fy[:, None])

    xs = np.linspace(0, size[0], CELLS + 1).round().astype(int)
    ys = np.linspace(0, size[1], CELLS + 1).round().astype(int)
    grid = np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2).astype(float)
    back = project(backward, grid)
    back = (back + push(back)).reshape(CELLS + 1, CELLS + 1, 2)
    mesh = [((int(xs[i]), int(ys[j]), int(xs[i + 1]), int(ys[j + 1])),
             (*back[j, i], *back[j + 1, i], *back[j + 1, i + 1], *back[j, i + 1])) for i in range(CELLS) for j in range(CELLS)]
    picture = drawing.transform(tuple(map(int, size)), Image.MESH, mesh, Image.BILINEAR, fillcolor=WHITE)
    if len(boxes):
        points = np.array([[(b[0], b[1]), (b[2], b[1]), (b[2], b[3]), (b[0], b[3])] for b in boxes]).reshape(-1, 2)
        moved = project(forward, points - push(points)).reshape(-1, 4, 2)
        boxes = np.concatenate([moved.min(1), moved.max(1)], 1)
    return picture, index, boxes


def light(size, rng):
    """Brightness of the paper [H,W] in 0..1: a gradient, cast shadows, a vignette."""
    w, h = size
    base = rng.uniform(0.92, 1.0) if rng.random() < 0.45 else rng.uniform(0.38, 0.9)
    field = np.full((h, w), base, np.float32)
    if rng.random() < 0.75:
        field *= 1 + smooth(rng, (2, 2), size, Image.BILINEAR) * rng.uniform(0.02, 0.13)
    if rng.random() < 0.35:                                    # the shadow of a hand, a phone, a window frame
        shadow = 1 / (1 + np.exp(-np.clip(smooth(rng, (3, 3), size) * rng.uniform(2, 14), -20, 20)))
        field *= 1 - rng.uniform(0.05, 0.4) * shadow
    if rng.random() < 0.2:
        y, x = np.ogrid[-1:1:h * 1j, -1:1:w * 1j]
        field *= 1 - rng.uniform(0.05, 0.35) * (x * x + y * y).astype(np.float32) / 2
    if rng.random() < 0.08:                                    # a fold
        axis, at = rng.integers(2), rng.uniform(0.2, 0.8)
        line = np.linspace(0, 1, (h, w)[axis], dtype=np.float32) - np.float32(at)
        fold = 1 - rng.uniform(0.05, 0.25) * np.exp(-(line / 0.006) ** 2) + np.sign(line) * rng.uniform(0, 0.04)
        field *= fold[:, None] if axis == 0 else fold[None]
    return field


def edges(pixels, rng):
    """A table or a scanner's lid at the rim."""
    h, w = pixels.shape
    mask = Image.new("L", (w, h), 0)
    pen, d = ImageDraw.Draw(mask), 0.04 * max(w, h)
    for side in range(4):
        if rng.random() < 0.35:
            a, b = rng.uniform(0, d, 2)
            pen.polygon({0: [(0, 0), (w, 0), (w, a), (0, b)], 1: [(0, h), (w, h), (w, h - a), (0, h - b)],
                         2: [(0, 0), (0, h), (a, h), (b, 0)], 3: [(w, 0), (w, h), (w - a, h), (w - b, 0)]}[side], fill=255)
    dark = rng.choice([rng.uniform(0, 40), rng.uniform(40, 160)])
    return np.where(np.asarray(mask) > 0, dark, pixels)


def develop(pixels, rng):
    """What the camera's or scanner's software makes of it."""
    draw = rng.random()
    if draw < 0.16:                                            # scanned to black and white: broken, grainy strokes
        level = float(np.median(pixels)) * rng.uniform(0.72, 0.92)
        hardness = rng.uniform(0.08, 0.5)
        pixels = 255 / (1 + np.exp(-np.clip((pixels - level) * hardness, -30, 30)))
    elif draw < 0.42:                                          # paper lifted to white, ink light or dark
        white, black = np.percentile(pixels[::4, ::4], [rng.uniform(30, 70), 0.3])
        floor = rng.choice([0, 0, rng.uniform(60, 150), rng.uniform(150, 215)])
        pixels = floor + (pixels - black) * (255 - floor) / max(20, white - black)
    return pixels


def photo(drawing, page, unit, rng, style):
    """rng: numpy.random.Generator. -> uint8 [H,W] of a frame, its index. The page's boxes and letters become frame units."""
    boxed = [e for e in page.walk() if e.box is not None]
    hard = {"paper": 1.0, "screen": 0.25, "clean": 0.0}[style]
    if style == "paper" and rng.random() < 0.22:
        drawing = rule(drawing, unit, rng)
    glyphs = page.look.get("glyphs", [])
    picture, index, boxes = warp(drawing, [e.box for e in boxed] + [(x, y, x, y) for x, y, _ in glyphs], rng, hard)
    for e, box in zip(boxed, boxes):
        e.box = tuple(float(v) / LONG for v in box)
    page.look["glyphs"] = [(float(box[0]) / LONG, float(box[1]) / LONG, c) for box, (_, _, c) in zip(boxes[len(boxed):], glyphs)]
    size = picture.size
    if style == "paper" and rng.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(float(rng.gamma(2, 0.25))))
    pixels = np.asarray(picture, np.float32)
    if style == "paper":
        contrast = rng.uniform(0.3, 1.0)
        if rng.random() < 0.3:                                 # a pencil's or ball pen's uneven line
            contrast = contrast * np.clip(1 + 0.35 * smooth(rng, (size[1] // 3, size[0] // 3), size), 0.2, 1.6)
        pixels = light(size, rng) * (255 - (255 - pixels) * contrast)
        if rng.random() < 0.12:
            pixels = edges(pixels, rng)
        grain = rng.choice([0, 1.5, 4, 8])
        if grain:
            coarse = rng.integers(1, 3)
            pixels = pixels + smooth(rng, (size[1] // coarse, size[0] // coarse), size, Image.BILINEAR) * grain
        pixels = develop(pixels, rng)
    elif rng.random() < 0.3:                                   # a grey or dimmed screen
        pixels = pixels * rng.uniform(0.8, 1.0) + rng.uniform(0, 20)
    pixels = np.clip(pixels, 0, 255).astype(np.uint8)
    if rng.random() < {"paper": 0.5, "screen": 0.2, "clean": 0.3}[style]:
        stored = io.BytesIO()
        Image.fromarray(pixels).save(stored, "JPEG", quality=int(rng.integers(20, 90)))
        pixels = np.asarray(Image.open(stored))
    return framed(pixels, index), index


def framed(pixels, index):
    """A picture in the top left corner of its frame."""
    w, h = FRAMES[index]
    frame = np.full((h, w), WHITE, np.uint8)
    frame[:pixels.shape[0], :pixels.shape[1]] = pixels[:h, :w]
    return frame


def shrink(image):
    """Any picture -> grey, at the size that fits its frame (PIL), the frame's index. What prepare.py keeps
    of real pictures, and what the app feeds."""
    image = image.convert("L")
    index, scale = frame_of(*image.size)
    size = tuple(max(1, round(v * scale)) for v in image.size)
    return image.resize(size, Image.BOX if scale < 1 else Image.BILINEAR, reducing_gap=None), index
