import { z } from 'zod';
import { VOCABULARY as ofPages } from '../../models/code/vocabulary.ts';
import type { Memory } from '../../models/decode.ts';
import { VOCABULARY as ofDrawings } from '../../models/drawing/vocabulary.ts';
import { GombocError } from '../../models/error.ts';
import { networksOf, type Manifest } from '../../models/manifest.ts';
import { VOCABULARY as ofMusic } from '../../models/music/vocabulary.ts';
import { createEncoder } from './encoder.ts';
import { REINSTALL, type Network } from './graph.ts';
import { blankFrame, blankMemory, createImageEncoder } from './image-encoder.ts';
import { checkOnnx } from './onnx.ts';
import { Session } from './session.ts';
import { createStepper } from './stepper.ts';
import { variantsOf, type Store, type Studio, type Variant } from './store.ts';

/** Of golden.json (models/train/golden.py) what can be asked without knowing what the tokens mean. */
const Golden = z.object({
  tolerance: z.number().positive(),
  cases: z
    .array(
      z.object({
        prompt: z.array(z.int().min(0)).min(1),
        logits: z.array(z.number()),
        frame: z.string().optional(),
      }),
    )
    .max(100),
});
type Golden = z.infer<typeof Golden>;

/** How many tokens each studio has: of a network of others none of its jobs would come to anything. */
const vocabularies: Readonly<Record<Studio, number>> = { music: ofMusic, drawing: ofDrawings, code: ofPages };

/** Positions of a memory that is made up. */
const POSITIONS = 16;

/**
 * A model of a stranger: its files by the manifest, its graphs by their bytes, and then each network by a run of it on the
 * CPU. In full precision it must answer as its golden.json says.
 * @param onShare hears after each network which share of it is done, 0…1: by their bytes, which is about how long they take
 * @throws GombocError what the store throws, `model-corrupt`, `model-unsupported`
 */
export async function examineModel(
  store: Store,
  studio: Studio,
  name: string,
  onShare: (share: number) => void = () => undefined,
): Promise<void> {
  const manifest = await store.manifest(studio, name);
  const { encoder, network } = manifest;
  const { vocabulary } = network;
  if (vocabulary !== vocabularies[studio]) {
    const message = `${name} has ${vocabulary} tokens, of ${studio} there are ${vocabularies[studio]}`;
    throw new GombocError('model-unsupported', message, REINSTALL);
  }
  if (encoder && encoder.latent !== network.conditionWidth) {
    const takes = network.conditionWidth ?? 'none';
    const message = `the encoder of ${name} gives ${encoder.latent} numbers, its network takes ${takes}`;
    throw new GombocError('model-unsupported', message, REINSTALL);
  }
  const golden = Golden.safeParse(await store.golden(studio, manifest));
  if (!golden.success) {
    throw new GombocError('model-corrupt', `the golden.json of ${name} is not what is expected`, REINSTALL);
  }
  const total = networksOf(manifest)
    .flatMap((files) => variantsOf(files).map((variant) => files[variant]!.bytes))
    .reduce((sum, bytes) => sum + bytes, 0);
  let tried = 0;
  const didTry = ({ byteLength }: Uint8Array): void => onShare((tried += byteLength) / total);
  for (const variant of variantsOf(manifest.files)) {
    const bytes = await store.weights(studio, manifest, variant);
    checkOnnx(bytes, manifest.files[variant]!.path, manifest.opset);
    await withSession(bytes, (session) => tryDecoder(session, manifest, golden.data, variant));
    didTry(bytes);
  }
  for (const variant of variantsOf(manifest.encoder?.files)) {
    const bytes = await store.encoder(studio, manifest, variant);
    checkOnnx(bytes, manifest.encoder!.files[variant]!.path, manifest.opset);
    await withSession(bytes, (session) => createEncoder(session, manifest).encode(Int32Array.of(0, 1)));
    didTry(bytes);
  }
  for (const variant of variantsOf(manifest.imageEncoder?.files)) {
    const bytes = await store.imageEncoder(studio, manifest, variant);
    checkOnnx(bytes, manifest.imageEncoder!.files[variant]!.path, manifest.opset);
    await withSession(bytes, (session) => tryImages(session, manifest));
    didTry(bytes);
  }
}

async function withSession(bytes: Uint8Array, work: (session: Session) => Promise<unknown>): Promise<void> {
  const session = await Session.open(bytes, { provider: 'cpu', threads: 1 });
  try {
    await work(session);
  } catch (error) {
    if (!(error instanceof GombocError) || error.code !== 'internal') throw error;
    // In use it would be a defect of ours; of a model that is being tried it is the model's.
    throw new GombocError('model-unsupported', error.message, REINSTALL, { cause: error });
  } finally {
    await session.release();
  }
}

/** The stepper itself refuses what is not finite, and any other size than the manifest's. */
async function tryDecoder(session: Session, manifest: Manifest, golden: Golden, variant: Variant): Promise<void> {
  const stepper = createStepper(session, manifest.network);
  const memory = blankMemory(manifest, POSITIONS);
  const { state } = await stepper.start({ lanes: [Int32Array.of(0, 1)], memory });
  await stepper.next(state, Int32Array.of(0));
  // Those with a picture are about what the image encoder made of it; int8 kernels differ from machine to machine.
  const cases = variant === 'fp32' ? golden.cases.filter(({ frame }) => frame === undefined) : [];
  for (const one of cases) {
    if (await answers(stepper, manifest.network, one, { tolerance: golden.tolerance, memory })) continue;
    const message = `it answers [${one.prompt.slice(0, 8).join(', ')}…] otherwise than its golden.json says`;
    throw new GombocError('model-corrupt', message, REINSTALL);
  }
}

/** Whether the logits after a prompt are those of the case; also not if its prompt is none of this network's. */
async function answers(
  stepper: ReturnType<typeof createStepper>,
  { context, vocabulary, inputs = vocabulary }: Network,
  { prompt, logits }: Golden['cases'][number],
  { tolerance, memory }: { tolerance: number; memory: Memory | undefined },
): Promise<boolean> {
  if (prompt.length > context || logits.length !== vocabulary || prompt.some((token) => token >= inputs)) return false;
  const answer = (await stepper.start({ lanes: [Int32Array.from(prompt)], memory })).logits[0]!;
  return answer.every((logit, i) => Math.abs(logit - logits[i]!) <= tolerance);
}

async function tryImages(session: Session, manifest: Manifest): Promise<void> {
  const encoder = createImageEncoder(session, manifest);
  for (const size of manifest.imageEncoder!.frames) await encoder.encode(blankFrame(size));
}
