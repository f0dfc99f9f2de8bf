"""Random but plausible pages: trees of page.Element, from a seed.

A page is made of blocks (a field, a group of choices, a hero, cards, a media list, prices, a table …)
chosen by what kind of page it is, with now and then a block that does not belong there.
An empty text means that it is drawn as a squiggle or not at all.
"""

from page import BUTTONS, Element
from words import ACTIONS, CHOICES, HINTS, LABELS, LINKS, NAMES, TITLES, date, invented, number, phrase, price, prose, word

SPLITS = [(6, 6), (6, 6), (4, 8), (8, 4), (3, 9), (9, 3), (5, 7), (7, 5)]


def E(kind, *children, text=""):
    return Element(kind, text, list(children))


def leaf(kind):
    """A maker of one element with a fitting text."""
    bank = {"heading": TITLES, "label": LABELS, "link": LINKS, "button": ACTIONS, "checkbox": CHOICES, "radio": CHOICES,
            "switch": CHOICES, "select": HINTS, "input": HINTS, "search": HINTS, "textarea": HINTS, "item": LABELS}
    return lambda rng, known=0.55: E(kind, text=phrase(rng, bank[kind.split("-")[0]], known))


label, link, item = leaf("label"), leaf("link"), leaf("item")


def heading(rng, level):
    return leaf(f"heading-{level}")(rng)


def button(rng, tone=None):
    return leaf(tone or rng.choice(["button-primary", "button-secondary", "button-secondary"]))(rng)


def buttons(rng):
    """One button, or a few side by side."""
    n = rng.choice([1, 1, 2, 2, 3])
    made = [button(rng) for _ in range(n)]
    return made[0] if n == 1 else E("row", *made)


def paragraph(rng):
    return E("paragraph", text=prose(rng, 4, 14) if rng.random() < 0.3 else "")


def control(rng):
    kind = rng.choice(["input"] * 5 + ["select"] * 2 + ["password", "textarea", "slider", "search"])
    if kind in ("password", "slider"):
        return E(kind)
    return E(kind, text=phrase(rng, HINTS) if rng.random() < (0.7 if kind in ("select", "search") else 0.25) else "")


def field(rng):
    """-> elements: a label above its control, or beside it in a row."""
    pair = [label(rng), control(rng)]
    if rng.random() < 0.15:
        pair[1].text = pair[1].text or phrase(rng, LABELS) if pair[1].kind == "input" else pair[1].text
        return [pair[1]]
    return pair if rng.random() < 0.55 else [E("row", *pair)]


def fields(rng):
    """A form's fields: one under the other, or in columns."""
    if rng.random() < 0.3:
        rows = []
        for _ in range(rng.randint(1, 3)):
            widths = rng.choice([(6, 6), (6, 6), (4, 4, 4), (8, 4), (4, 8)])
            rows.append(E("row", *[E(f"column-{w}", label(rng), control(rng)) for w in widths]))
        return rows
    beside, out = rng.random() < 0.45, []
    for _ in range(rng.randint(1, 5)):
        pair = [label(rng), control(rng)]
        if rng.random() < 0.1:                                 # month / year: two small selects
            pair = [pair[0], E("select", text="MM"), E("select", text="YYYY")]
            out += [E("row", *pair)] if beside else [pair[0], E("row", *pair[1:])]
        else:
            out += [E("row", *pair)] if beside else pair
    return out


def choices(rng):
    """Check boxes, radio buttons or switches under an optional label."""
    kind = rng.choice(["checkbox", "checkbox", "radio", "radio", "switch"])
    n = rng.randint(1, 5)
    chosen = rng.randrange(n)
    made = []
    for i in range(n):
        on = i == chosen if kind == "radio" else rng.random() < 0.45
        made.append(leaf(f"{kind}-{'on' if on else 'off'}")(rng))
    head = [label(rng) if rng.random() < 0.7 else heading(rng, 2)] if rng.random() < 0.5 else []
    shape = rng.random()
    if n > 1 and shape < 0.35:
        return [E("row", *head, *made)] if head and rng.random() < 0.5 else [*head, E("row", *made)]
    if n > 3 and shape < 0.5:
        return [*head, E("row", *made[:n // 2]), E("row", *made[n // 2:])]
    if shape < 0.65 and kind != "switch":                      # a price or a note at the end of each line
        return [*head, *[E("row", m, E("label", text=rng.choice([price, number, date])(rng))) for m in made]]
    return head + made


def title(rng):
    out = [heading(rng, 1)]
    if rng.random() < 0.25:
        out.append(E("divider"))
    if rng.random() < 0.25:
        out.append(paragraph(rng))
    return out


def section(rng):
    return [heading(rng, 2)] + ([E("divider")] if rng.random() < 0.2 else [])


def picture(rng):
    kind = rng.choice(["image"] * 6 + ["video", "chart", "avatar", "icon"])
    return E(kind, text=phrase(rng, TITLES) if kind == "image" and rng.random() < 0.06 else "")


def blurb(rng):
    """What a card or a column holds."""
    out = []
    if rng.random() < 0.55:
        out.append(picture(rng))
    if rng.random() < 0.75:
        out.append(heading(rng, 3))
    out += [label(rng)] if rng.random() < 0.25 else []
    out += [paragraph(rng)] if rng.random() < 0.65 else []
    out += [E("label", text=price(rng))] if rng.random() < 0.2 else []
    if rng.random() < 0.45:
        out.append(button(rng) if rng.random() < 0.7 else link(rng))
    return out or [paragraph(rng)]


def alike(rng, make, n):
    """n things of one pattern (its kinds), each with texts of its own."""
    state = rng.getrandbits(32)
    kind = type(rng)(state)
    pattern = make(kind)
    banks = {"heading": TITLES, "label": LABELS, "button": ACTIONS, "link": LINKS}

    def copy(e):
        bank = banks.get(e.kind.split("-")[0], LABELS)
        return Element(e.kind, e.text and (prose(rng, 4, 14) if e.kind == "paragraph" else phrase(rng, bank)),
                       [copy(child) for child in e.children])
    return [[copy(e) for e in pattern] for _ in range(n)]


def cards(rng):
    n = rng.choice([2, 3, 3, 4, 4])
    framed = rng.random() < 0.6
    many = alike(rng, blurb, n * rng.choice([1, 1, 2]))
    columns = [E(f"column-{12 // n}", *([E("card", *one)] if framed else one)) for one in many]
    return [E("row", *columns[i:i + n]) for i in range(0, len(columns), n)]


def hero(rng):
    words = [heading(rng, 1)] + [paragraph(rng)] * (rng.random() < 0.8) + [buttons(rng)] * (rng.random() < 0.7)
    if rng.random() < 0.6:
        left, right = rng.choice(SPLITS)
        halves = [words, [E(rng.choice(["image", "image", "video"]))]]
        rng.random() < 0.3 and halves.reverse()
        return [E("row", E(f"column-{left}", *halves[0]), E(f"column-{right}", *halves[1]))]
    return [E("image")] * (rng.random() < 0.4) + words


def media(rng):
    """Rows of a picture with a few lines beside it."""
    face = rng.choice(["image", "avatar", "icon"])
    framed = rng.random() < 0.3
    one = lambda r: ([heading(r, 3)] if r.random() < 0.5 else [label(r)]) + [label(r)] * (r.random() < 0.4) + (
        [paragraph(r)] if r.random() < 0.5 else []) + ([link(r)] if r.random() < 0.4 else [])
    left, right = rng.choice([(3, 9), (2, 10), (4, 8)])
    out = []
    for lines in alike(rng, one, rng.randint(2, 4)):
        row = E("row", E(f"column-{left}", E(face)), E(f"column-{right}", *lines))
        out.append(E("card", row) if framed else row)
    return out


def posts(rng):
    """Cards side by side, each a picture with a few lines beside it, most under a title of their own."""
    n, framed, face = rng.choice([1, 2, 2, 2, 3]), rng.random() < 0.85, rng.choice(["image", "image", "image", "avatar"])
    titled, ruled, turned = rng.random() < 0.75, rng.random() < 0.4, rng.random() < 0.15
    left, right = rng.choice([(4, 8), (5, 7), (6, 6)] if n > 1 else [(3, 9), (4, 8)])

    def one(r):
        lines = [label(r) if r.random() < 0.6 else heading(r, 3)] + [paragraph(r)] * (r.random() < 0.85) + (
            [link(r) if r.random() < 0.5 else button(r)] if r.random() < 0.2 else [])
        halves = [E(f"column-{left}", E(face)), E(f"column-{right}", *lines)]
        title = [heading(r, 3) if r.random() < 0.75 else label(r)] * titled
        return title + [E("divider")] * (ruled and titled) + [E("row", *(reversed(halves) if turned else halves))]
    many = alike(rng, one, n * rng.choice([1, 1, 2]))
    columns = [E(f"column-{12 // n}", *([E("card", *made)] if framed else made)) for made in many]
    if n == 1:
        return [e for column in columns for e in column.children]
    return [E("row", *columns[i:i + n]) for i in range(0, len(columns), n)]


def zigzag(rng):
    """A picture with lines beside it, now left and now right."""
    side, out = rng.random() < 0.5, []
    for i in range(rng.randint(2, 3)):
        lines = [heading(rng, 2) if rng.random() < 0.4 else label(rng), *([label(rng)] * (rng.random() < 0.5)), paragraph(rng)]
        width = rng.choice([3, 4])
        halves = [E(f"column-{width}", E("image")), E(f"column-{12 - width}", *lines)]
        out.append(E("row", *(halves if side == (i % 2 == 0) else reversed(halves))))
    return out


def counter(rng):
    """- 2 +: a number between what makes it less and more."""
    less, more = (E("button-secondary", text=c) for c in "-+")
    return E("row", less, E("label", text=str(rng.randint(0, 12))), more)


def basket(rng):
    """What is bought: a picture, what it is, how many, what it costs; then the sums."""
    counted, shown = rng.random() < 0.6, rng.random() < 0.7
    widths = [2, 4, 4, 2] if shown else [6, 4, 2]
    line = lambda *cells: E("row", *[E(f"column-{w}", *cell) for w, cell in zip(widths, cells)])
    out = []
    if rng.random() < 0.4:
        out.append(line(*[[label(rng)] for _ in widths[1:]], [E("label", text="Price")]))
    for _ in range(rng.randint(1, 3)):
        what = [label(rng)] + [label(rng)] * (rng.random() < 0.6)
        amount = [counter(rng) if counted else rng.choice([E("input"), E("select"), E("label", text=number(rng))])]
        out.append(line(*[[E("image")]] * shown, what, amount, [E("label", text=price(rng))]))
    for _ in range(rng.randint(0, 3)):
        ruled, first = rng.random() < 0.4, label(rng)
        middle = [E("label", text=rng.choice([number, price])(rng))] * (rng.random() < 0.4)
        out += [E("divider")] * ruled + [E("row", first, *middle, E("label", text=price(rng)))]
    return out


def prices(rng):
    """Lines with something at the right edge: a bill, a room list, a settings page."""
    out = section(rng) if rng.random() < 0.4 else []
    last = rng.choice([lambda: E("label", text=price(rng)), lambda: link(rng), lambda: button(rng), lambda: E("switch-" + rng.choice(["on", "off"]))])
    middle = rng.random() < 0.4
    for _ in range(rng.randint(2, 4)):
        first = [E("image")] * (rng.random() < 0.15) + [label(rng)]
        out.append(E("row", *first, *([E("label", text=rng.choice([number, date, price])(rng))] if middle else []), last()))
        out += [E("divider")] * (rng.random() < 0.2)
    return out


def table(rng):
    columns, rows = rng.randint(2, 5), rng.randint(2, 5)
    filled = rng.random() < 0.5
    head = E("cells", *[E("cell", text=phrase(rng, LABELS)) for _ in range(columns)])
    body = [E("cells", *[E("cell", text=rng.choice([number, price, date, word])(rng) if filled else "") for _ in range(columns)])
            for _ in range(rows)]
    return [E("table", head, *body)]


def bullets(rng):
    return section(rng) * (rng.random() < 0.4) + [E("list", *[item(rng) if rng.random() < 0.7 else E("item") for _ in range(rng.randint(2, 5))])]


def tabs(rng):
    n = rng.randint(2, 4)
    chosen = rng.randrange(n)
    return [E("tabs", *[E("tab-on" if i == chosen else "tab-off", text=phrase(rng, LINKS)) for i in range(n)])]


def stats(rng):
    n = rng.choice([2, 3, 4])
    one = lambda r: [E("heading-2", text=number(r)), label(r)] + [E("progress")] * (r.random() < 0.3)
    return [E("row", *[E(f"column-{12 // n}", E("card", *pair)) for pair in alike(rng, one, n)])]


def charts(rng):
    n = rng.choice([1, 2, 2, 3])
    made = [[heading(rng, 3)] * (rng.random() < 0.5) + [E("chart")] for _ in range(n)]
    if n == 1:
        return made[0]
    return [E("row", *[E(f"column-{12 // n}", E("card", *m) if rng.random() < 0.5 or len(m) == 1 else E("card", *m)) for m in made])]


def gallery(rng):
    n = rng.choice([2, 3, 4, 5])
    kind = rng.choice(["image", "image", "image", "avatar", "icon", "video"])
    return [E("row", *[E(kind) for _ in range(n)]) for _ in range(rng.choice([1, 1, 2, 3]))]


def product(rng):
    left, right = rng.choice([(6, 6), (5, 7), (7, 5)])
    words = [heading(rng, 2), label(rng), *choices(rng), E("label", text=price(rng)), button(rng)]
    shown = [E("image")] + [E("row", *[E("image") for _ in range(rng.randint(2, 4))])] * (rng.random() < 0.5)
    return [E("row", E(f"column-{left}", *shown), E(f"column-{right}", *words))]


def toolbar(rng):
    parts = [E("search", text=phrase(rng, HINTS) if rng.random() < 0.5 else "")] + [button(rng)] * (rng.random() < 0.7) + (
        [E("select", text=phrase(rng, HINTS))] if rng.random() < 0.3 else [])
    return parts if len(parts) == 1 else [E("row", *parts)]


def sundry(rng):
    kind = rng.choice(["progress", "pagination", "slider", "divider", "icon", "video", "chart", "avatar", "link", "search", "image"])
    return [link(rng) if kind == "link" else E(kind)]


def lone(rng):
    return [E("row", *[link(rng) for _ in range(rng.randint(2, 4))])] if rng.random() < 0.5 else [link(rng)]


def texts(rng):
    return section(rng) * (rng.random() < 0.6) + [paragraph(rng) for _ in range(rng.choice([1, 1, 2]))]


def sign_in(rng):
    out = [label(rng), E("input")] if rng.random() < 0.6 else [E("input", text=phrase(rng, LABELS))]
    out += [E("label", text=phrase(rng, ["Password"] * 3 + LABELS)), E("password" if rng.random() < 0.6 else "input")]
    out += [leaf(rng.choice(["checkbox-on", "checkbox-off"]))(rng)] * (rng.random() < 0.6) + [link(rng)] * (rng.random() < 0.5)
    return out + [button(rng)]


BLOCKS = [fields, choices, cards, hero, media, posts, zigzag, basket, prices, table, bullets, tabs, stats, charts, gallery,
          product, toolbar, sundry, lone, texts, section, buttons]
PLANS = {                                                      # what a page of each kind is made of, in order
    "form": [title, fields, choices, fields, choices, buttons],
    "entry": [title, fields, choices, choices, buttons],
    "choices": [title, choices, section, choices, choices, buttons],
    "checkout": [title, section, fields, section, choices, prices, buttons],
    "bill": [title, prices, prices, choices, buttons],
    "basket": [title, basket, prices, buttons],
    "dashboard": [title, stats, charts, table, cards],
    "landing": [hero, cards, texts, media, buttons],
    "catalogue": [toolbar, cards, cards, sundry],
    "settings": [title, tabs, choices, fields, prices, buttons],
    "list": [title, toolbar, media, lone],
    "posts": [hero, posts, posts, lone],
    "about": [title, texts, zigzag, posts],
    "sign-in": [title, sign_in, lone],
    "product": [title, product, texts, tabs],
    "article": [title, texts, hero, texts, bullets],
    "team": [title, texts, gallery, cards],
    "table": [title, toolbar, table, buttons],
    "gallery": [title, gallery, gallery, sundry],
    "mix": [],
}
ALWAYS = {"title": 0.85, "sign_in": 1.0, "hero": 0.9, "buttons": 0.75}
WITH_HEADER = {"landing": 0.7, "dashboard": 0.6, "catalogue": 0.5, "article": 0.4, "settings": 0.3, "gallery": 0.3, "table": 0.3}
WITH_SIDEBAR = {"dashboard": 0.4, "settings": 0.2, "table": 0.15, "catalogue": 0.15, "list": 0.1}


def header(rng):
    brand = [heading(rng, 2)] if rng.random() < 0.6 else [E(rng.choice(["image", "icon"]))] if rng.random() < 0.7 else []
    links = [link(rng) for _ in range(rng.randint(1, 5))]
    rest = [E("search")] * (rng.random() < 0.25) + [button(rng)] * (rng.random() < 0.25) + (
        [E(rng.choice(["avatar", "icon"]))] if rng.random() < 0.2 else [])
    return E("header", *brand, *links, *rest)


def sidebar(rng):
    body = [link(rng) for _ in range(rng.randint(3, 6))]
    if rng.random() < 0.25:
        body = [E("list", *[item(rng) for _ in range(rng.randint(3, 5))])]
    elif rng.random() < 0.2:
        body = choices(rng)
    top = [E(rng.choice(["avatar", "image"]))] if rng.random() < 0.25 else [heading(rng, 3)] if rng.random() < 0.5 else []
    return E("sidebar", *top, *body)


def footer(rng):
    if rng.random() < 0.4:
        return E("footer", E("row", *[link(rng) for _ in range(rng.randint(2, 4))]))
    return E("footer", E("label", text=f"© {phrase(rng, NAMES)} {rng.randint(2010, 2030)}" if rng.random() < 0.6 else phrase(rng, LABELS)))


def bootstrap(rng):
    """A page in the manner of pix2code's web set: pills, then rows of equal cards."""
    nonsense = lambda: (invented(rng) + rng.choice(["", " " + invented(rng)])).title()
    pills = ["button-secondary"] * rng.randint(1, 5)
    pills[rng.choice([0, 0, rng.randrange(len(pills))])] = "button-primary"
    page = E("page", E("header", *[E(kind, text=nonsense()) for kind in pills]))
    tones = BUTTONS if rng.random() < 0.3 else BUTTONS[2:]
    for _ in range(rng.randint(1, 4)):
        n = rng.choice([1, 2, 4, 4])
        page.children.append(E("row", *[E(f"column-{12 // n}", E("card", E("heading-3", text=nonsense()),
                                          E("paragraph", text=prose(rng, 3, 8).lower()), E(rng.choice(tones), text=nonsense())))
                                        for _ in range(n)]))
    page.children.append(E("footer", E("label", text=f"© {rng.choice(NAMES)} {rng.randint(2010, 2030)}")))
    return page


def sample(rng):
    """-> page (no boxes yet), its plan's name."""
    if rng.random() < 0.08:
        return bootstrap(rng), "bootstrap"
    name = rng.choice(list(PLANS))
    plan = list(PLANS[name]) or [rng.choice(BLOCKS) for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.25:
        plan.insert(rng.randint(0, len(plan)), rng.choice(BLOCKS))
    body = []
    for block in plan:
        if name == "mix" or rng.random() < ALWAYS.get(block.__name__, 0.65):
            made = block(rng)
            body += made if isinstance(made, list) else [made]
    body = body or title(rng)
    if rng.random() < 0.06:                                    # the whole of it in one frame
        body = [E("card", *body)]
    page = E("page")
    if rng.random() < WITH_HEADER.get(name, 0.1):
        page.children.append(header(rng))
    if rng.random() < WITH_SIDEBAR.get(name, 0.03):
        body.insert(0 if rng.random() < 0.8 else len(body), sidebar(rng))
    page.children += body
    if rng.random() < 0.15:
        page.children.append(footer(rng))
    return page, name
