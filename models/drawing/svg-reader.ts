import { SaxesParser } from 'saxes';
import { GombocError } from '../error.ts';
import { english, said, type Said, type Saying } from '../words/said.ts';
import type { Drawing } from './drawing.ts';
import { SvgContent } from './svg-content.ts';
import { Warnings, type Warn } from './warnings.ts';

/** Characters (64 MiB). */
const LARGEST = 64 * 2 ** 20;
const MOST_ELEMENTS = 1_000_000;
/** Of one element. */
const MOST_ATTRIBUTES = 1000;

/** Ends the reading: what was read so far is kept. */
class Stop extends Error {
  readonly why: Said;

  constructor(why: Saying) {
    super(english(said(why)));
    this.why = said(why);
  }
}

/**
 * The lines of an SVG as strokes: paths and basic shapes, transforms applied, curves flattened; groups with a name
 * become layers. Files that Gomboc wrote come back stroke for stroke. What is no line, or reaches outside of the
 * file, or would run, is left out and told of; damaged files are read up to the damage. Nothing is fetched, no entity
 * of the file's own is expanded.
 *
 * @throws GombocError `drawing-unreadable`: no SVG, or over 64 MiB.
 */
export function readSvg(text: string): { drawing: Drawing; warnings: Said[] } {
  if (text.length > LARGEST) {
    const message = said('The SVG has {size} MiB; {most} are the most.', {
      size: Math.ceil(text.length / 2 ** 20),
      most: 64,
    });
    throw new GombocError('drawing-unreadable', message, 'Leave out pictures and what is not lines, and try again.');
  }
  const warnings = new Warnings();
  const content = new SvgContent(warnings.add);
  try {
    parse(text, content, warnings.add);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    if (!content.begun) throw notSvg(error.why);
    warnings.add(said('{what}: what comes after is left out.', { what: error.why }));
  }
  if (!content.begun) throw notSvg('it ends before an <svg> element');
  return { drawing: content.finish(), warnings: warnings.list };
}

function parse(text: string, content: SvgContent, warn: Warn): void {
  const parser = new SaxesParser();
  let elements = 0;
  let attributes = 0;
  parser.on('error', (error) => {
    // Illustrator names its namespaces by entities of its own. Left as they stand, they do no harm.
    if (error.message.includes('undefined entity')) warn('Entities of the file’s own are not expanded.');
    else {
      const why = error.message.replace(/^[\d:]+ /, '').slice(0, 100);
      throw new Stop(said('The file makes no sense at line {line} ({why})', { line: parser.line, why }));
    }
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > MOST_ELEMENTS) throw new Stop(said('The file has over {most} elements', { most: MOST_ELEMENTS }));
  });
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) {
      const [line, most] = [parser.line, MOST_ATTRIBUTES];
      throw new Stop(said('An element at line {line} has over {most} attributes', { line, most }));
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (!content.open(name, attributes)) {
      throw new Stop(said('The root element is <{name}>, not <svg>', { name: name.slice(0, 40) }));
    }
    if (content.full) throw new Stop('The drawing has as many strokes or points as it can hold');
  });
  parser.on('closetag', () => content.close());
  parser.on('text', (text) => content.text(text));
  parser.on('cdata', (text) => content.text(text));
  parser.write(text).close();
}

function notSvg(why: Saying): GombocError {
  return new GombocError(
    'drawing-unreadable',
    said('The file is no SVG: {why}.', { why: said(why) }),
    'Choose an SVG, a drawing or an .ndjson.',
  );
}
