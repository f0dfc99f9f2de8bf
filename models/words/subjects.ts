import de from './subjects.de.json' with { type: 'json' };
import type { Language } from './words.ts';

/* What the drawing model's classes are called. In files and requests they have the names of Quick, Draw!. */

const names: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: {}, de };

/** A name that no class has is the person's own, and stays. */
export const subjectIn = (language: Language, subject: string): string =>
  Object.hasOwn(names[language], subject) ? names[language][subject]! : subject;
