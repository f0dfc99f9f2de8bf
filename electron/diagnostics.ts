import { stat } from 'node:fs/promises';
import type { Diagnostics, EngineStatus, InstalledModel } from './ipc/contract.ts';
import { redactAll, withoutQuoted, type Person } from './redact.ts';

/** What diagnostics are gathered from. */
export interface Sources {
  versions: Diagnostics['versions'];
  machine: Diagnostics['machine'];
  /** As it was last heard of: an engine that hangs answers nothing. */
  lastStatus: () => EngineStatus | null;
  status: () => Promise<EngineStatus>;
  models: () => Promise<InstalledModel[]>;
  items: () => Promise<number>;
  libraryFile: string;
  /** Redacted when they were written. */
  log: () => string[];
  person: Person;
}

/** Longer than a sound process takes on a busy machine; whoever looks here may well have one that hangs. */
const patienceMs = 5000;

/** null: it failed, or there was no answer in time. */
async function soon<T>(answer: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
  return Promise.race([answer.catch(() => null), late]).finally(() => clearTimeout(timer));
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const toldOf = ({ studio, name, manifest, state, error }: InstalledModel): Diagnostics['models'][number] => ({
  ...{ studio, name, state, error: error && `${error.code}: ${error.message}` },
  ...{ version: manifest?.version ?? null, variant: manifest?.variant ?? null },
  sha256: manifest?.files[manifest.variant]?.sha256 ?? null,
});

/** Gathers what helps to find a fault, without the person's paths and names. Never rejects, and always ends. */
export async function diagnose(sources: Sources, ms = patienceMs): Promise<Diagnostics> {
  const { versions, machine, libraryFile, person } = sources;
  const [status, models, items, sizes] = await Promise.all([
    // Before the models, whose list starts an engine anew that stopped: it would know nothing of what the old one found.
    soon(sources.status(), ms),
    soon(sources.models(), ms),
    soon(sources.items(), ms),
    Promise.all([libraryFile, `${libraryFile}-wal`].map(sizeOf)),
  ]);
  const engine = status ?? sources.lastStatus();
  const known = redactAll(
    {
      ...{ versions, machine },
      engine: {
        state: status === null ? ('silent' as const) : status.state,
        ...{ pinned: engine?.pinned ?? null, restarts: engine?.restarts ?? 0, providers: engine?.providers ?? [] },
        memoryBytes: status?.memoryBytes ?? null,
      },
      models: (models ?? []).map(toldOf),
      library: { items, bytes: sizes.reduce((sum, size) => sum + size, 0) },
    },
    person,
  );
  const told = { ...known, log: sources.log() };
  return { ...told, text: report(told) };
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** As plain text, in English: it is for whoever is asked for help. */
export function report({ versions, machine, engine, models, library, log }: Omit<Diagnostics, 'text'>): string {
  return [
    'Gomboc diagnostics',
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version}`),
    `system: ${machine.platform}, ${machine.cores} cores, ${mebibytes(machine.memoryBytes)} of memory`,
    '',
    `engine: ${engine.state}, ${engine.restarts} restarts, pinned to ${engine.pinned ?? 'nothing yet'}`,
    ...engine.providers.map(({ name, state, reason }) => `${name}: ${state} (${reason})`),
    '',
    ...models.map(({ studio, name, version, variant, sha256, state, error }) =>
      [`model: ${studio}/${name}`, version, variant, state, sha256, error].filter((part) => part !== null).join(' '),
    ),
    `library: ${library.items ?? 'unknown'} items, ${mebibytes(library.bytes)}`,
    '',
    ...log,
    '',
  ].join('\n');
}

/** A defect for the log: where it was, and what, without what its message quotes: a parser quotes what it was given. */
export function defectNews(what: unknown): string {
  if (!(what instanceof Error)) return withoutQuoted(String(what));
  const frames = (what.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${what.name}: ${withoutQuoted(what.message)}`, ...frames].join('\n');
}

/** What is worth a line of the log in how the engine is now, beside how it was. */
export function engineNews(before: EngineStatus | null, now: EngineStatus): string[] {
  const was = new Map(before?.providers.map(({ name, state, reason }) => [name, `${state} (${reason})`]));
  const providers = now.providers.flatMap(({ name, state, reason }) => {
    const is = `${state} (${reason})`;
    return is === was.get(name) ? [] : [`provider ${name}: ${is}`];
  });
  const stopped = now.state === 'stopped' && before?.state !== 'stopped';
  return [...providers, ...(stopped ? ['engine: stopped unexpectedly; starts anew with the next request'] : [])];
}
