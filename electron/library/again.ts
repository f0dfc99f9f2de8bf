import { GombocError } from '../../models/error.ts';
import { pageFromJson } from '../../models/code/json.ts';
import { encodePage } from '../../models/code/markup.ts';
import type { RecordedTask } from '../../models/library/entry.ts';
import { sharesOf, type Job } from '../../models/library/share.ts';
import type { Engine } from '../engine/engine.ts';
import type { MadeAgain } from '../ipc/contract.ts';
import type { JobContext } from '../ipc/serve.ts';
import type { LibraryHost } from './host.ts';
import type { Recorder, Unpictured } from './recorder.ts';

export interface AgainOptions {
  library: Pick<LibraryHost, 'ask'>;
  recorder: Recorder;
  engine: Pick<Engine, 'run'>;
  /** Checks what a job was given against the contract. @throws GombocError `input-invalid` */
  check: (task: string, input: unknown) => { task: RecordedTask; input: never };
}

/**
 * Does the job that made an item once more: the same model, prompt, settings and seed.
 * @throws GombocError what the library or the engine throws: `model-missing` where the model is gone
 */
export async function makeAgain(
  { library, recorder, engine, check }: AgainOptions,
  id: number,
  { signal, send }: JobContext<number>,
): Promise<MadeAgain> {
  const before = await library.ask('item', id);
  // Now, for what is deleted while it is made can't be compared any more.
  const first = await library.ask('ofRun', before.run);
  const prompt = await library.ask('prompt', id);
  const { task, input } = check(prompt.task, prompt.input);
  const job = { task, input } as unknown as Job;
  const shareAfter = sharesOf(job, 'frame' in job.input ? await tokensOf(library, id, job.input) : 0);
  // Apart: a stroke that is drawn meanwhile asks for ghosts, and would end it without a word.
  const options = { signal, onChunk: (chunk: unknown) => send(shareAfter(chunk)), apart: true };
  const result = await engine.run(task, input, options);
  const { run, written } = recorder.record({ task, input, result } as unknown as Unpictured, { hold: false });
  await written;
  const made = await library.ask('ofRun', run);
  if (made.length === 0) {
    throw new GombocError(
      'nothing-to-do',
      'Nothing came of it this time.',
      'Ask for it in its studio, with another seed.',
    );
  }
  const byPlace = new Map(made.map((item) => [item.place, item]));
  return {
    // The one that stands for it first.
    ids: made
      .toSorted((a, b) => Number(b.place === before.place) - Number(a.place === before.place))
      .map(({ id }) => id),
    // Of the first time's items some may have been deleted since.
    same: first.every(({ place, sha256 }) => byPlace.get(place)?.sha256 === sha256),
    otherModel: made.some(({ model }) => model.sha256 !== before.model.sha256),
  };
}

/** How many tokens a page took when it was read. */
async function tokensOf(
  library: AgainOptions['library'],
  id: number,
  { text, boxes, prefix = [] }: { text: boolean; boxes: boolean; prefix?: readonly number[] },
): Promise<number> {
  const { bytes } = await library.ask('content', id);
  const page = pageFromJson(JSON.parse(new TextDecoder().decode(bytes)));
  return encodePage(page, { text, boxes }).length - prefix.length;
}
