import { setterOf } from './print.ts';

/** Words that a state may not be called, because the language, the emitted code or the page around it uses them. */
const reserved = new Set(
  `app await break case catch class const continue css debugger default delete do else enum event export extends false
  finally for function if implements import in instanceof interface let new null package page Page private protected
  public return state static super switch this throw true try typeof undefined useState var void while with yield
  arguments eval async of`.split(/\s+/),
);

/** Hands out names for states and ids, none twice, and none that is the setter of another in React. */
export class Names {
  readonly #taken = new Set<string>();

  /** `Email address` → `emailAddress`; what has no letters is called by its kind. */
  state(words: string, kind: string): string {
    const parts = asciiWords(words).slice(0, 4);
    const joined = parts.map((part, i) => (i ? part[0]!.toUpperCase() + part.slice(1) : part)).join('');
    const good = /^[a-z]/.test(joined) && !reserved.has(joined) ? joined : `${kind}Field`;
    return this.#unique(good);
  }

  #unique(name: string): string {
    let free = name;
    for (let i = 2; this.#taken.has(free) || this.#taken.has(setterOf(free)); i++) free = `${name}${i}`;
    this.#taken.add(free).add(setterOf(free));
    return free;
  }
}

/** `emailAddress` → `email-address`. */
export const idOf = (state: string): string => state.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function asciiWords(words: string): string[] {
  const plain = words.normalize('NFKD').replace(/\p{Mark}/gu, '');
  return plain.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
