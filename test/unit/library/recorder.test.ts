import { describe, expect, it } from 'vitest';
import type { LibraryHost } from '../../../electron/library/host.ts';
import type { RunOptions } from '../../../electron/engine/engine.ts';
import { makeAgain } from '../../../electron/library/again.ts';
import { Library } from '../../../electron/library/library.ts';
import { operations, type OperationName } from '../../../electron/library/operations.ts';
import { Recorder, type Unpictured } from '../../../electron/library/recorder.ts';
import { checkJob } from '../../../electron/ipc/serve.ts';
import { pageFromJson } from '../../../models/code/json.ts';
import { kindToken } from '../../../models/code/vocabulary.ts';
import { everything } from '../../../models/library/item.ts';
import type { Creation } from '../../../models/library/entry.ts';
import type { Language } from '../../../models/words/words.ts';
import { continuation, reading, variation } from './creations.ts';

/* What main puts around the jobs. */

function parts(language: Language = 'en') {
  const library = Library.open(':memory:');
  const host: Pick<LibraryHost, 'ask'> = {
    ask: async (name: OperationName, input: unknown) => operations[name](() => library, input as never) as never,
  };
  const failures: unknown[] = [];
  let news = 0;
  const recorder = new Recorder({
    ...{ library: host, pictureOf: () => 'data:image/jpeg;base64,AAAA', now: () => 5, language: () => language },
    ...{ onRecorded: () => news++, onFailure: (error: unknown) => failures.push(error) },
  });
  const items = () => library.page({ ...everything, after: null, limit: 200 }).items;
  return { library, host, recorder, items, failures, news: () => news };
}

/** A stroke that is offered while the pen rests. */
function ghosts(): Unpictured {
  const { input, result } = variation() as Creation & { task: 'drawing.vary' };
  const { amount: _, ...rest } = input;
  return { task: 'drawing.complete', input: { ...rest, extent: 'stroke' }, result };
}

describe('the recorder', () => {
  it('writes down what a job made, under the name that it answers, and tells of it', async () => {
    const { recorder, items, library, news } = parts();
    const { run, written } = recorder.record(continuation() as Unpictured);
    await written;
    expect(library.ofRun(run).map(({ madeAt }) => madeAt)).toEqual([5, 5]);
    await recorder.record(reading() as Unpictured).written;
    expect([items().length, news()]).toEqual([3, 2]);
    expect(new TextDecoder().decode(library.content(items()[0]!.id).bytes)).toContain('data:image/jpeg;base64,AAAA');
  });

  it('writes a page that can be opened, also where the reading had no room to fill a container', async () => {
    const { recorder, items, library } = parts();
    const made = reading() as Creation & { task: 'code.read' };
    const tokens = [...made.result.tokens.slice(0, -1), { token: kindToken('card'), probability: 0.9 }];
    await recorder.record({ ...made, result: { ...made.result, tokens } } as Unpictured).written;
    const page = pageFromJson(JSON.parse(new TextDecoder().decode(library.content(items()[0]!.id).bytes)));
    expect(page.children.map(({ kind }) => kind)).toEqual(['heading-1', 'button-primary']);
  });

  it('titles them in the language that is spoken, and has them found in German and in English', async () => {
    const { recorder, items, library } = parts('de');
    for (const made of [continuation(), variation(3, 'cat'), reading()])
      await recorder.record(made as Unpictured).written;
    expect(
      items()
        .map(({ title }) => title)
        .sort(),
    ).toEqual([
      'Fortsetzung von 10 s, Take 1',
      'Fortsetzung von 10 s, Take 2',
      'Seite „Sign in“',
      'Variation: Katze, 1',
      'Variation: Katze, 3',
    ]);
    const found = (text: string) => library.page({ ...everything, text, after: null, limit: 200 }).items.length;
    expect([found('Katze'), found('cat')]).toEqual([2, 2]);
  });

  it('writes down ghosts when one is taken, and not when it is sent away', async () => {
    const { recorder, items } = parts();
    const [kept, gone] = [recorder.record(ghosts()), recorder.record(ghosts())];
    await Promise.all([kept.written, gone.written]);
    expect(items()).toEqual([]);
    await recorder.rate(gone.run, 2, 'discarded');
    expect(items()).toEqual([]);
    await recorder.rate(kept.run, 2, 'kept');
    expect(items().map(({ run, place, rating }) => [run, place, rating])).toEqual([
      [kept.run, 0, 'new'],
      [kept.run, 2, 'kept'],
    ]);
  });

  it('lets go of the oldest ghosts', async () => {
    const { recorder, items } = parts();
    const runs = Array.from({ length: 65 }, () => recorder.record(ghosts()).run);
    await recorder.rate(runs[0]!, 2, 'kept');
    expect(items()).toEqual([]);
    await recorder.rate(runs[1]!, 2, 'kept');
    expect(items()).toHaveLength(2);
  });

  it('tells what could not be written down; the job goes well all the same', async () => {
    const { recorder, library, failures } = parts();
    library.close();
    await recorder.record(variation() as Unpictured).written;
    expect(failures).toHaveLength(1);
  });
});

describe('making again', () => {
  /** An engine that makes what it is told. */
  const engine = (made: Creation, chunks: readonly unknown[] = []) => {
    const asked: unknown[] = [];
    const run = async (task: string, input: unknown, { onChunk, apart }: RunOptions<never> = {}) => {
      asked.push({ task, input, apart });
      for (const chunk of chunks) onChunk?.(chunk as never);
      return made.result as never;
    };
    return { asked, run };
  };
  const { signal } = new AbortController();
  const context = { signal, send: () => undefined };

  it('asks for the very same, and says whether it came out so', async () => {
    const { recorder, host, items } = parts();
    const given = continuation(7, 64);
    await recorder.record(given as Unpictured).written;
    const [id] = items().map((item) => item.id);
    const same = engine(given);
    const options = { library: host, recorder, check: checkJob };
    expect(await makeAgain({ ...options, engine: same }, id!, context)).toEqual({
      ids: [4, 3],
      same: true,
      otherModel: false,
    });
    // Apart: what a studio asks for meanwhile must not end it, nor it what a studio waits for.
    expect(same.asked).toEqual([{ task: given.task, input: given.input, apart: true }]);
    const other = engine(continuation(7, 50));
    expect(await makeAgain({ ...options, engine: other }, id!, context)).toMatchObject({ ids: [6, 5], same: false });
    const later = continuation(7, 50);
    later.result.model.sha256 = 'b'.repeat(64);
    expect(await makeAgain({ ...options, engine: engine(later) }, id!, context)).toMatchObject({ otherModel: true });
  });

  it('is compared with what was there, though that is deleted while it is made', async () => {
    const { recorder, host, items, library } = parts();
    await recorder.record(continuation(7, 64) as Unpictured).written;
    const ids = items().map(({ id }) => id);
    const other = engine(continuation(7, 50));
    const deleting = { run: (async (...words) => (library.remove(ids), other.run(...words))) as typeof other.run };
    const options = { library: host, recorder, check: checkJob, engine: deleting };
    expect(await makeAgain(options, ids[0]!, context)).toMatchObject({ same: false });
  });

  it('tells how far it is: a reading by what it took the first time', async () => {
    const { recorder, host, items } = parts();
    const options = { library: host, recorder, check: checkJob };
    const shares: number[] = [];
    const again = async (made: Creation, chunks: readonly unknown[]): Promise<number[]> => {
      await recorder.record(made as Unpictured).written;
      shares.length = 0;
      const following = { signal, send: (share: number) => void shares.push(share) };
      await makeAgain({ ...options, engine: engine(made, chunks) }, items()[0]!.id, following);
      return shares;
    };
    expect(await again(continuation(), [[{ take: 1, progress: 0.5 }]])).toEqual([0.25]);
    const made = reading() as Creation & { task: 'code.read' };
    const [first, ...rest] = made.result.tokens;
    const [little, all] = await again(made, [{ tokens: [first] }, { tokens: rest }]);
    expect(little).toBeGreaterThan(0);
    expect(little).toBeLessThan(0.1);
    expect(all).toBeGreaterThan(0.8);
  });

  it('of a ghost is written down at once; of nothing is said', async () => {
    const { recorder, host, items } = parts();
    const { run } = recorder.record(ghosts());
    await recorder.rate(run, 2, 'kept');
    const { id } = items()[0]!;
    const options = { library: host, recorder, check: checkJob };
    const again = await makeAgain({ ...options, engine: engine(ghosts() as Creation) }, id, context);
    expect(again).toMatchObject({ ids: [4, 3], same: true });
    const empty = ghosts() as Creation & { task: 'drawing.complete' };
    const nothing = engine({ ...empty, result: { ...empty.result, candidates: [] } });
    await expect(makeAgain({ ...options, engine: nothing }, id, context)).rejects.toMatchObject({
      code: 'nothing-to-do',
    });
  });
});
