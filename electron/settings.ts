import { rename } from 'node:fs/promises';
import { defaultSettings, Settings } from '../models/settings.ts';
import type { KeptFile } from './kept.ts';

/**
 * Reads settings field by field: a wrong one falls back to its default, with a note; unknown ones are left out.
 * @param sheet any JSON value
 */
export function readSettings(sheet: unknown): { settings: Settings; notes: string[] } {
  if (typeof sheet !== 'object' || sheet === null || Array.isArray(sheet)) {
    return {
      settings: { ...defaultSettings },
      notes: ['The settings are no sheet of fields: all are at their defaults.'],
    };
  }
  const notes: string[] = [];
  const good = Object.entries(Settings.shape).flatMap(([name, field]) => {
    const value: unknown = Object.hasOwn(sheet, name) ? (sheet as Record<string, unknown>)[name] : undefined;
    if (value === undefined) return [];
    const parsed = field.safeParse(value);
    if (parsed.success) return [[name, parsed.data]];
    const fallback = defaultSettings[name as keyof Settings];
    notes.push(`Setting “${name}” cannot be ${JSON.stringify(value)?.slice(0, 60)}: ${fallback} is used.`);
    return [];
  });
  return { settings: { ...defaultSettings, ...(Object.fromEntries(good) as Partial<Settings>) }, notes };
}

/** The person's settings, kept in one file. */
export class SettingsStore {
  readonly #file: KeptFile;
  #settings: Settings;

  private constructor(file: KeptFile, settings: Settings) {
    this.#file = file;
    this.#settings = settings;
  }

  /** Never fails: a file that is no JSON is put aside as `….unreadable` and the defaults are used. */
  static async load(file: KeptFile, note: (line: string) => void): Promise<SettingsStore> {
    const text = await file.read();
    if (text === null) return new SettingsStore(file, { ...defaultSettings });
    try {
      const { settings, notes } = readSettings(JSON.parse(text));
      notes.forEach(note);
      return new SettingsStore(file, settings);
    } catch {
      await rename(file.path, `${file.path}.unreadable`).catch(() => undefined);
      note(`${file.path} is no JSON: it was put aside, and the defaults are used.`);
      return new SettingsStore(file, { ...defaultSettings });
    }
  }

  get(): Settings {
    return { ...this.#settings };
  }

  /** Changes fields already checked against the contract, and keeps them. @throws GombocError `file-unwritable` */
  async set(change: { [Name in keyof Settings]?: Settings[Name] | undefined }): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    // Before the write, so that a full disk does not also undo the change for this run.
    this.#settings = { ...this.#settings, ...(given as Partial<Settings>) };
    await this.#file.write(`${JSON.stringify(this.#settings, null, 2)}\n`);
    return this.get();
  }
}
