import type { Element, Kind, Page } from '../page.ts';
import { columnWidth } from '../vocabulary.ts';
import { Names, idOf } from './names.ts';
import { avatar, chart, icon, image, video } from './pictures.ts';
import { tag, type Tag } from './node.ts';
import { clean } from './text.ts';

/* What each element is in HTML. Decided once; print.ts writes it for each target. */

/** What a thing whose words could not be read is called, so that it has an accessible name. */
const unnamed: Partial<Record<Kind, string>> = {
  ...{ 'heading-1': 'Heading', 'heading-2': 'Heading', 'heading-3': 'Heading', label: 'Label', link: 'Link' },
  ...{ 'button-primary': 'Button', 'button-secondary': 'Button', 'button-success': 'Button' },
  ...{
    'button-warning': 'Button',
    'button-danger': 'Button',
    item: 'Item',
    cell: '',
    'tab-on': 'Tab',
    'tab-off': 'Tab',
  },
  ...{ 'checkbox-on': 'Option', 'checkbox-off': 'Option', 'radio-on': 'Option', 'radio-off': 'Option' },
  ...{ 'switch-on': 'Option', 'switch-off': 'Option', input: 'Text', textarea: 'Text', search: 'Search' },
  ...{ select: 'Choose', password: 'Password', slider: 'Value' },
};

const controls = new Set<Kind>(['input', 'textarea', 'password', 'search', 'select', 'slider']);
const isChoice = (kind: Kind): boolean => /^(checkbox|radio|switch)-/.test(kind);

const wordsOf = (element: Element): string => clean(element.text) || (unnamed[element.kind] ?? '');

export function build(page: Page): Tag {
  return new Builder().page(page);
}

class Builder {
  readonly #names = new Names();

  page(page: Page): Tag {
    const header = page.children.filter(({ kind }) => kind === 'header');
    const footer = page.children.filter(({ kind }) => kind === 'footer');
    const sides = page.children.filter(({ kind }) => kind === 'sidebar');
    const rest = page.children.filter(({ kind }) => !['header', 'footer', 'sidebar'].includes(kind));
    const main = tag('main', {}, this.#flow(rest));
    const side = sides.map((one) => tag('aside', { class: 'side' }, this.#linked(one.children), { element: one.id }));
    const left = page.children.findIndex(({ kind }) => kind === 'sidebar') <= header.length;
    const body =
      side.length > 0
        ? [tag('div', { class: left ? 'beside' : 'beside beside-right' }, left ? [...side, main] : [main, ...side])]
        : [main];
    const bars = (ones: readonly Element[], name: string) =>
      ones.map((one) => tag(name, { class: 'bar' }, this.#linked(one.children), { element: one.id }));
    return tag('div', { class: 'page' }, [...bars(header, 'header'), ...body, ...bars(footer, 'footer')]);
  }

  /** Links that follow each other are a list of ways to go. */
  #linked(elements: readonly Element[]): Tag[] {
    return runs(elements, ({ kind }) => kind === 'link').flatMap(({ yes, run }) => {
      if (!yes || run.length < 2) return this.#flow(run);
      const items = run.map((link) => tag('li', {}, [this.#leaf(link)]));
      return [tag('nav', { 'aria-label': 'Pages' }, [tag('ul', {}, items)])];
    });
  }

  /** Siblings: a label and the control after it belong together, and so do choices. */
  #flow(elements: readonly Element[]): Tag[] {
    const out: Tag[] = [];
    for (let i = 0; i < elements.length; i++) {
      const element = elements[i]!;
      const next = elements[i + 1];
      if (element.kind === 'label' && next && controls.has(next.kind)) {
        const name = this.#names.state(clean(element.text), next.kind);
        out.push(tag('label', { for: idOf(name) }, [wordsOf(element)], { element: element.id }));
        out.push(this.#control(next, name, wordsOf(element)));
        i++;
      } else if (isChoice(element.kind) || (element.kind === 'label' && next && isChoice(next.kind))) {
        const legend = element.kind === 'label' ? element : null;
        const first = legend ? i + 1 : i;
        let end = first;
        while (end < elements.length && isChoice(elements[end]!.kind)) end++;
        out.push(...this.#choices(legend, elements.slice(first, end)));
        i = end - 1;
      } else out.push(this.#element(element));
    }
    return out;
  }

  #choices(legend: Element | null, choices: readonly Element[]): Tag[] {
    const radios = choices.some(({ kind }) => kind.startsWith('radio'));
    const group = radios ? this.#names.state(legend ? clean(legend.text) : '', 'choice') : '';
    const values = valuesOf(choices);
    const initial = values[choices.findIndex(({ kind }) => kind === 'radio-on')] ?? '';
    const made = choices.map((choice, i) => this.#choice(choice, group, initial, values[i]!));
    if (!legend && !radios) return made;
    const title = legend ? [tag('legend', {}, [wordsOf(legend)], { element: legend.id })] : [];
    return [tag('fieldset', legend ? {} : { 'aria-label': 'Options' }, [...title, ...made])];
  }

  #choice(element: Element, group: string, initial: string, value: string): Tag {
    const words = wordsOf(element);
    const on = element.kind.endsWith('-on');
    let input: Tag;
    if (element.kind.startsWith('radio')) {
      const attributes = { type: 'radio', name: idOf(group), value };
      input = tag('input', attributes, [], { binding: { sort: 'group', name: group, initial, value } });
    } else {
      const role = element.kind.startsWith('switch') ? { role: 'switch' } : {};
      const name = this.#names.state(clean(element.text), 'option');
      input = tag('input', { type: 'checkbox', ...role }, [], { binding: { sort: 'checked', name, initial: on } });
    }
    return tag('label', { class: 'choice' }, [input, tag('span', {}, [words])], { element: element.id });
  }

  /** @param label what it is called; null: it says so itself */
  #control(element: Element, name: string, label: string | null): Tag {
    const { kind, id } = element;
    const text = clean(element.text);
    const own = label === null ? { 'aria-label': wordsOf(element) } : {};
    const attributes = { id: idOf(name), ...own };
    const hint = text ? { placeholder: text } : {};
    const binding = { sort: 'text', name, initial: '' } as const;
    if (kind === 'slider') {
      const value = { sort: 'number', name, initial: 50 } as const;
      return tag('input', { type: 'range', ...attributes }, [], { element: id, binding: value });
    }
    if (kind === 'select') {
      const option = tag('option', { value: '' }, [text || 'Choose']);
      return tag('select', attributes, [option], { element: id, binding });
    }
    if (kind === 'textarea')
      return tag('textarea', { rows: '4', ...attributes, ...hint }, [], { element: id, binding });
    const type = kind === 'input' ? typeOf(label ?? text) : kind;
    return tag('input', { type, ...attributes, ...hint }, [], { element: id, binding });
  }

  #element(element: Element): Tag {
    const { kind, id, children } = element;
    if (controls.has(kind)) return this.#control(element, this.#names.state(clean(element.text), kind), null);
    const width = columnWidth(kind);
    if (width !== null) return tag('div', { class: `column-${width}` }, this.#flow(children), { element: id });
    switch (kind as string) {
      case 'row': {
        const columns = children.some((child) => columnWidth(child.kind) !== null);
        return tag('div', { class: columns ? 'row' : 'line' }, this.#flow(children), { element: id });
      }
      case 'list':
        return tag(
          'ul',
          { class: 'list' },
          children.map((child) => this.#item(child)),
          { element: id },
        );
      case 'table':
        return this.#table(element);
      case 'tabs':
        return this.#tabs(element);
      case 'card':
        return tag('div', { class: 'card' }, this.#flow(children), { element: id });
      default:
        return this.#leaf(element);
    }
  }

  #item(element: Element): Tag {
    if (element.kind !== 'item') return tag('li', {}, [this.#element(element)]);
    return tag('li', {}, [wordsOf(element)], { element: element.id });
  }

  #table({ id, children }: Element): Tag {
    const line = (cells: Element, name: string, attributes: Tag['attributes']) =>
      tag(
        'tr',
        {},
        cells.children.map((cell) => tag(name, attributes, [wordsOf(cell)], { element: cell.id })),
        {
          element: cells.id,
        },
      );
    const [head, ...rest] = children;
    const thead = head ? [tag('thead', {}, [line(head, 'th', { scope: 'col' })])] : [];
    const tbody =
      rest.length > 0
        ? [
            tag(
              'tbody',
              {},
              rest.map((cells) => line(cells, 'td', {})),
            ),
          ]
        : [];
    return tag('table', {}, [...thead, ...tbody], { element: id });
  }

  #tabs({ id, children }: Element): Tag {
    const name = this.#names.state('', 'tab');
    const chosen = Math.max(
      0,
      children.findIndex(({ kind }) => kind === 'tab-on'),
    );
    const made = children.map((tab, value) =>
      tag('button', { type: 'button', role: 'tab' }, [wordsOf(tab)], {
        element: tab.id,
        binding: { sort: 'tab', name, initial: chosen, value },
      }),
    );
    return tag('div', { class: 'tabs', role: 'tablist' }, made, { element: id });
  }

  #leaf(element: Element): Tag {
    const { kind, id } = element;
    const words = wordsOf(element);
    const more = { element: id };
    if (kind.startsWith('button-')) {
      const look = kind === 'button-secondary' ? {} : { class: kind.slice('button-'.length) };
      return tag('button', { type: 'button', ...look }, [words], more);
    }
    switch (kind as string) {
      case 'heading-1':
      case 'heading-2':
      case 'heading-3':
        return tag(`h${kind.at(-1)}`, {}, [words], more);
      case 'paragraph':
        // Lines, as they were drawn, rather than words that nobody wrote.
        if (!words)
          return tag(
            'p',
            { class: 'lines', 'aria-hidden': 'true' },
            [1, 2, 3].map(() => tag('span')),
            more,
          );
        return tag('p', {}, [words], more);
      case 'link':
        return tag('a', { href: '#' }, [words], more);
      case 'image':
        return image(words, id);
      case 'avatar':
        return avatar(id);
      case 'icon':
        return icon(id);
      case 'video':
        return video(id);
      case 'chart':
        return chart(id);
      case 'divider':
        return tag('hr', {}, [], more);
      case 'progress':
        return tag('progress', { value: '60', max: '100', 'aria-label': 'Progress' }, [], more);
      case 'pagination': {
        const pages = [1, 2, 3].map((page) =>
          tag('a', { href: '#', ...(page === 1 ? { 'aria-current': 'page' } : {}) }, [String(page)]),
        );
        return tag('nav', { class: 'pages', 'aria-label': 'Pagination' }, pages, more);
      }
      default:
        return tag('span', { class: 'label' }, [words], more);
    }
  }
}

/** What each choice stands for: its words, with a number behind those that came before, as words that could not be read do. */
function valuesOf(choices: readonly Element[]): string[] {
  const taken = new Set<string>();
  return choices.map((choice) => {
    const words = wordsOf(choice);
    let free = words;
    for (let i = 2; taken.has(free); i++) free = `${words} ${i}`;
    taken.add(free);
    return free;
  });
}

/** What a browser should expect, by what the field is called. */
function typeOf(label: string): string {
  if (/e-?mail|correo/i.test(label)) return 'email';
  if (/phone|mobile|tel[eé]/i.test(label)) return 'tel';
  if (/^date|birth/i.test(label)) return 'date';
  if (/password/i.test(label)) return 'password';
  return 'text';
}

/** Stretches of elements for which the test says the same. */
function runs(elements: readonly Element[], test: (element: Element) => boolean): { yes: boolean; run: Element[] }[] {
  const out: { yes: boolean; run: Element[] }[] = [];
  for (const element of elements) {
    const yes = test(element);
    if (out.at(-1)?.yes === yes) out.at(-1)!.run.push(element);
    else out.push({ yes, run: [element] });
  }
  return out;
}
