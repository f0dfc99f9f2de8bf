import fc from 'fast-check';
import { z } from 'zod';

/*
 * What a taken-over page could send, made from the contract itself: nearly right inputs, in which something is wrong.
 * A new call or job is attacked without a new line here.
 */

/** JavaScript whose value is meant: the same can be made in this process and in the page, also what no JSON can say. */
export type Source = string;

/** Values that are wrong nearly everywhere. All of them pass through structured clone, as messages do. */
const wrong: readonly Source[] = [
  ...['null', 'undefined', 'true', 'NaN', 'Infinity', '-0', '-1', '0.5', '1e308', '2 ** 53', '4294967296', '10n'],
  ...['""', '"\\0"', '"\\ud800"', '"__proto__"', '"constructor"', '"toString"', '"x".repeat(1e6)', '"[object Object]"'],
  ...[
    '{}',
    '[]',
    '[[]]',
    '[null]',
    'new Array(50)',
    'Object.create(null)',
    '{ length: -1 }',
    '{ then: 1, toString: 1 }',
  ],
  ...['new Date(NaN)', '/x/g', 'new Map([["kind", "midi"]])', 'new Set([1])', 'new Error("x")', 'new Boolean(false)'],
  ...['new ArrayBuffer(8)', 'new Uint8Array(0)', 'new Float64Array(3)', 'new DataView(new ArrayBuffer(2))'],
  'JSON.parse(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}`)',
  '(() => { let deep = []; for (let i = 0; i < 500; i++) deep = [deep]; return deep; })()',
];

/** Names and paths that lead elsewhere, or that some system cannot bear. */
const names: readonly Source[] = [
  // From a folder that is made in the one that the person chooses, this leads to one that nobody chose.
  ...new Array<string>(6).fill('../../guarded/secret.mid'),
  ...['../secret.mid', '../guarded/secret.mid', '..\\guarded\\secret.mid', 'a/../../guarded/secret.mid', '/etc/passwd'],
  ...['C:\\Windows\\win.ini', '\\\\server\\share\\x.mid', 'file:///etc/passwd', '~/x.mid', '$HOME/x.mid', '%2e%2e%2fx'],
  ...['.', '..', '...', ' ', '.mid', 'x.', 'x ', 'CON', 'nul.mid', 'COM1.mid', 'a\u0000.mid', 'x:y', 'x\n.mid', '-rf'],
  ...['\u202emid.exe', 'secret.mid', 'x'.repeat(199), 'é\u0301'.repeat(60), 'package.json', 'src/../../x', 'src//x'],
].map((name) => JSON.stringify(name));

interface Shape {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Shape | false;
  prefixItems?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  anyOf?: Shape[];
  /** What JSON knows no type for. */
  zod?: string;
}

/** A schema in the words of JSON Schema: zod's own translation, so that nothing here depends on how zod is made. */
const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      if (type === 'custom' || type === 'undefined') Object.assign(jsonSchema, { zod: type });
    },
  }) as Shape;

const text = ({ pattern, minLength = 0, maxLength = 100 }: Shape, handles: readonly string[]): fc.Arbitrary<Source> => {
  if (pattern?.includes('{36}')) return fc.constantFrom(...handles, crypto.randomUUID()).map((h) => JSON.stringify(h));
  if (pattern) return fc.oneof(fc.constantFrom('"piano"', '"sketch"'), fc.stringMatching(new RegExp(pattern)).map((s) => JSON.stringify(s))); // prettier-ignore
  const words = fc.string({ minLength, maxLength: Math.min(maxLength, 100), unit: 'grapheme' });
  return fc.oneof(
    fc.constantFrom(...names.filter((name) => name.length >= minLength + 2)),
    words.map((word) => JSON.stringify(word)),
  );
};

const list = (shape: Shape, handles: readonly string[]): fc.Arbitrary<Source> => {
  const parts = shape.prefixItems
    ? fc.tuple(...shape.prefixItems.map((item) => inputs(item, handles)))
    : fc.array(inputs(shape.items as Shape, handles), {
        minLength: shape.minItems ?? 0,
        maxLength: Math.min(shape.maxItems ?? 5, (shape.minItems ?? 0) + 5),
      });
  return parts.map((sources) => `[${sources.join(', ')}]`);
};

/** Keys are computed, so that `__proto__` is a field like others, as structured clone keeps it. */
const record = (fields: Record<string, Source>): Source =>
  `{ ${Object.entries(fields).map(([name, source]) => `[${JSON.stringify(name)}]: ${source}`).join(', ')} }`; // prettier-ignore

const fieldsOf = ({ properties = {}, required = [] }: Shape, handles: readonly string[]): fc.Arbitrary<Source> =>
  fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, inputs(shape, handles)])),
    { requiredKeys: required },
  ).map((fields) => record(fields as Record<string, Source>)); // prettier-ignore

/** Inputs that the schema takes, or would but for what it checks beyond types and bounds. */
function right(shape: Shape, handles: readonly string[]): fc.Arbitrary<Source> {
  if (shape.enum) return fc.constantFrom(...shape.enum.map((value) => JSON.stringify(value)));
  if (shape.const !== undefined) return fc.constant(JSON.stringify(shape.const));
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map((one) => inputs(one, handles)));
  const { minimum = -1e6, maximum = 1e6 } = shape;
  switch (shape.zod ?? shape.type) {
    case 'undefined':
      return fc.constant('undefined');
    case 'null':
      return fc.constant('null');
    case 'boolean':
      return fc.boolean().map(String);
    case 'integer':
      return fc.maxSafeInteger().map((value) => String(Math.max(minimum, Math.min(maximum, value))));
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true }).map(String);
    case 'string':
      return text(shape, handles);
    case 'array':
      return list(shape, handles);
    case 'object':
      return fieldsOf(shape, handles);
    // Every custom check of the contract is one for bytes.
    case 'custom':
      return fc.uint8Array({ maxLength: 64 }).map((bytes) => `new Uint8Array([${[...bytes].join(', ')}])`);
    default:
      throw new Error(`There is no way yet to make up ${JSON.stringify(shape)}.`);
  }
}

/** Right ones with a wrong part here and there. */
const inputs = (shape: Shape, handles: readonly string[]): fc.Arbitrary<Source> =>
  fc.oneof(
    { weight: 20, arbitrary: right(shape, handles) },
    { weight: 2, arbitrary: fc.constantFrom(...wrong, ...names) },
  );

/** @param handles real ones, of files that the page may know or not */
export const hostileInputs = (schema: z.ZodType, handles: readonly string[] = []): fc.Arbitrary<Source> =>
  inputs(shapeOf(schema), handles);

/** Anything at all, where not even a schema is known. */
export const anything: fc.Arbitrary<Source> = fc.constantFrom(...wrong, ...names);

/** The value that a source means. */
export const valueOf = (source: Source): unknown => (0, eval)(`(${source})`) as unknown;
