import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { checkOnnx } from '../../../electron/engine/onnx.ts';

/*
 * Each check of a graph's bytes by itself, at the very place where it is made, and right beside it what passes. Whole models
 * with such graphs: test/unit/packs. Numbers are those of fields in onnx.proto.
 */

type Write = (writer: PbfWriter) => void;

/** Writes a message, whatever it holds. */
const message =
  (field: number, write: Write): Write =>
  (writer) =>
    writer.writeMessage(field, (_, inner) => write(inner), null);
const text =
  (field: number, words: string): Write =>
  (writer) =>
    writer.writeStringField(field, words);
const number =
  (field: number, value: number): Write =>
  (writer) =>
    writer.writeVarintField(field, value);
const bytes =
  (field: number, ...values: number[]): Write =>
  (writer) =>
    writer.writeBytesField(field, Uint8Array.from(values));
const all =
  (...parts: Write[]): Write =>
  (writer) =>
    parts.forEach((write) => write(writer));

const OPSET = 21;
const opset = (version: number, domain?: string): Write =>
  message(8, all(...(domain === undefined ? [] : [text(1, domain)]), number(2, version)));
/** A model file of these parts, in the opset that is asked for. */
const model = (...parts: Write[]): Uint8Array => {
  const writer = new PbfWriter();
  all(opset(OPSET), ...parts)(writer);
  return writer.finish();
};

const graph = (...parts: Write[]): Write => message(7, all(...parts));
const node = (...parts: Write[]): Write => message(1, all(...parts));
const attribute = (...parts: Write[]): Write => message(5, all(...parts));
const initializer = (...parts: Write[]): Write => message(5, all(...parts));
const weight = (type: number, ...raw: number[]): Write => initializer(number(2, type), text(8, 'w'), bytes(9, ...raw));
const [FLOAT, UINT8, FLOAT16] = [1, 2, 10];

const elsewhere = message(13, all(text(1, 'location'), text(2, '/etc/passwd')));
const saidExternal = number(14, 1);

/** What it is refused with; null: it is not. */
function refusal(file: Uint8Array, asked = OPSET): string | null {
  try {
    checkOnnx(file, 'decoder.onnx', asked);
    return null;
  } catch (error) {
    const { code, message: words } = error as { code: string; message: string };
    return `${code}: ${words}`;
  }
}

/** A node with a graph in it, which has such a node, and so on; `field`: of one graph, or of a list. */
const nested = (depth: number, field: number, inmost: Write = () => undefined): Write =>
  node(text(4, 'If'), ...(depth === 0 ? [inmost] : [attribute(message(field, nested(depth - 1, field, inmost)))]));

describe('numbers in another file', () => {
  const places: [string, (tensor: Write) => Write][] = [
    ['a weight', (tensor) => message(5, tensor)],
    ['the values of a sparse weight', (tensor) => message(15, message(1, tensor))],
    ['the places of a sparse weight', (tensor) => message(15, message(2, tensor))],
    ['an attribute', (tensor) => node(attribute(message(5, tensor)))],
    ['a list in an attribute', (tensor) => node(attribute(message(10, tensor)))],
    ['a sparse attribute', (tensor) => node(attribute(message(22, message(1, tensor))))],
    ['a list of sparse ones', (tensor) => node(attribute(message(23, message(2, tensor))))],
    ['a graph in a node', (tensor) => node(attribute(message(6, message(5, tensor))))],
    ['a list of graphs in a node', (tensor) => node(attribute(message(11, message(5, tensor))))],
  ];

  it.each(places)('of %s are found, by their place or by what is said of them', (_, at) => {
    expect(refusal(model(graph(at(elsewhere))))).toBe(
      'model-unsupported: decoder.onnx: the numbers of a tensor lie in another file: location /etc/passwd',
    );
    expect(refusal(model(graph(at(saidExternal))))).toMatch(/^model-unsupported: .* lie in another file$/);
    expect(refusal(model(graph(at(number(14, 0)))))).toBeNull();
  });
});

describe('operators', () => {
  it('are ONNX’s own and onnxruntime’s for quantised networks', () => {
    for (const domain of ['', 'ai.onnx', 'com.microsoft']) {
      expect(refusal(model(graph(node(text(4, 'Add'), text(7, domain))))), domain).toBeNull();
    }
    for (const domain of ['ai.onnx.training', 'com.microsoft.nchwc', 'mine']) {
      expect(refusal(model(graph(node(text(4, 'Add'), text(7, domain))))), domain).toMatch(
        new RegExp(`^model-unsupported: .*“${domain}” are not known`),
      );
    }
  });

  it('do not read files, in graphs of nodes neither', () => {
    const reads = text(4, 'EPContext');
    for (const inside of [node(reads), nested(1, 6, reads), nested(1, 11, reads)]) {
      expect(refusal(model(graph(inside)))).toMatch(/^model-unsupported: .*EPContext reads other files/);
    }
  });

  it('are 50,000 at most, those of graphs in graphs counted', () => {
    const many = (count: number): Write => all(...new Array<Write>(count).fill(node(text(4, 'Add'))));
    expect(refusal(model(graph(many(50_000))))).toBeNull();
    expect(refusal(model(graph(many(50_001))))).toMatch(/^model-unsupported: .*more than 50000 operators/);
    const within = node(text(4, 'If'), attribute(message(6, many(25_000))));
    expect(refusal(model(graph(many(24_999), within)))).toBeNull();
    expect(refusal(model(graph(many(25_000), within)))).toMatch(/more than 50000 operators/);
  });

  it.each([6, 11])('lie eight graphs deep at most (field %i), however many there are beside each other', (field) => {
    expect(refusal(model(graph(nested(8, field))))).toBeNull();
    expect(refusal(model(graph(nested(9, field))))).toMatch(/^model-unsupported: .*more than 8 deep/);
    expect(refusal(model(graph(...new Array<Write>(20).fill(nested(8, field)))))).toBeNull();
  });

  it('are none of the file’s own', () => {
    expect(refusal(model(message(25, text(1, 'mine'))))).toMatch(/^model-unsupported: .*operators of its own/);
    expect(refusal(model(message(20, () => undefined)))).toMatch(/^model-unsupported: .*training of its own/);
  });
});

describe('weights', () => {
  const refused = 'model-corrupt: decoder.onnx is no graph that can be read: the weight “w” holds what is not a number';

  it.each<[string, number, number[]]>([
    ['float', FLOAT, [0, 0, 0xc0, 0x7f]],
    ['negative float', FLOAT, [0, 0, 0xc0, 0xff]],
    ['float, only just', FLOAT, [1, 0, 0x80, 0x7f]],
    ['half', FLOAT16, [0, 0x7e]],
    ['negative half', FLOAT16, [0, 0xfe]],
    ['half, only just', FLOAT16, [1, 0x7c]],
  ])('that are no numbers are found: %s', (_, type, nan) => {
    const padding = nan.map(() => 0);
    expect(refusal(model(graph(weight(type, ...nan))))).toBe(refused);
    expect(refusal(model(graph(weight(type, ...padding, ...nan))))).toBe(refused);
    // Behind a byte too many, as in a file that was cut off.
    expect(refusal(model(graph(weight(type, ...nan, 0))))).toBe(refused);
    expect(refusal(model(graph(weight(UINT8, ...nan))))).toBeNull();
  });

  it('may be infinite, as masks are', () => {
    for (const sign of [0x7f, 0xff]) expect(refusal(model(graph(weight(FLOAT, 0, 0, 0x80, sign))))).toBeNull();
    for (const sign of [0x7c, 0xfc]) expect(refusal(model(graph(weight(FLOAT16, 0, sign))))).toBeNull();
  });

  it('are looked at when written as a list of floats, or in several pieces', () => {
    const nan = [0, 0, 0xc0, 0x7f];
    const type = all(number(2, FLOAT), text(8, 'w'));
    expect(refusal(model(graph(initializer(type, bytes(4, ...nan)))))).toBe(refused);
    expect(refusal(model(graph(initializer(type, bytes(9, 0, 0, 0, 0), bytes(9, ...nan)))))).toBe(refused);
  });

  it('that are written one by one pass, and so does a constant among the operators', () => {
    const alone: Write = (writer) => writer.writeFloatField(4, NaN);
    expect(refusal(model(graph(initializer(number(2, FLOAT), alone))))).toBeNull();
    const constant = all(number(2, FLOAT), bytes(9, 0, 0, 0xc0, 0x7f));
    expect(refusal(model(graph(node(attribute(message(5, constant))))))).toBeNull();
  });

  it('of a file’s graph within a node are looked at as well', () => {
    expect(refusal(model(graph(node(attribute(message(6, weight(FLOAT, 0, 0, 0xc0, 0x7f)))))))).toBe(refused);
  });
});

describe('the opset', () => {
  it('is the one that the manifest says, of ONNX’s own operators', () => {
    expect(refusal(model())).toBeNull();
    expect(refusal(model(), OPSET - 1)).toBe(
      `model-corrupt: decoder.onnx is written in opset ${OPSET}, its manifest says ${OPSET - 1}`,
    );
    expect(refusal(model(), OPSET + 1)).toMatch(/^model-corrupt: .*in opset 21/);
    expect(refusal(model(opset(99, 'com.microsoft')))).toBeNull();
    expect(refusal(model(opset(OPSET + 1, 'ai.onnx')))).toMatch(/^model-corrupt: .*in opset 22/);
    // The newest counts, wherever it stands.
    expect(refusal(model(opset(OPSET - 1, 'ai.onnx')))).toBeNull();
  });
});

describe('files that are none', () => {
  const whole = model(graph(node(text(1, 'tokens'), text(4, 'Add')), weight(UINT8, 1, 2, 3, 4)));

  it('or are cut off anywhere but between two fields of the model, are corrupt', () => {
    expect(refusal(whole)).toBeNull();
    const opsetEnds = model().length;
    for (let end = 0; end < whole.length; end++) {
      if (end === opsetEnds) expect(refusal(whole.subarray(0, end))).toBeNull();
      else expect(refusal(whole.subarray(0, end)), `${end} bytes`).toMatch(/^model-corrupt: /);
    }
  });

  it('have a message that is longer than the one around it', () => {
    // A graph of two bytes, in which a node of five begins.
    expect(refusal(model((writer) => writer.writeBytesField(7, Uint8Array.of(0x0a, 5)), text(2, 'maker')))).toBe(
      'model-corrupt: decoder.onnx is no graph that can be read: it is cut off',
    );
  });

  it('are told of briefly, however long their own words are', () => {
    const long = 'x'.repeat(10_000);
    for (const file of [
      model(graph(node(text(7, long)))),
      model(graph(initializer(message(13, text(2, long))))),
      model(graph(initializer(number(2, FLOAT), text(8, long), bytes(9, 0, 0, 0xc0, 0x7f)))),
    ]) {
      const said = refusal(file);
      expect(said).toMatch(/^model-.*x{60}/);
      expect(said!.length).toBeLessThan(400);
    }
  });
});
