import { randomInt } from 'node:crypto';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { defaultSampling, type Sampling } from '../../models/music/take.ts';
import { providerNames, type ProviderName } from '../../models/provider.ts';

/** A number within bounds, as commander's argument parsers are: wrong ones are wrong usage. */
export function number(min: number, max: number, kind: 'any' | 'whole' = 'any'): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    const fits = value >= min && value <= max && (kind === 'any' || Number.isInteger(value));
    if (!fits)
      throw new InvalidArgumentError(`${kind === 'whole' ? 'A whole number' : 'A number'} from ${min} to ${max}.`);
    return value;
  };
}

function bucket(text: string): number | 'auto' {
  return text === 'auto' ? text : number(0, 7, 'whole')(text);
}

export interface EngineWords {
  model: string;
  provider: ProviderName | 'auto';
  threads?: number;
  json?: boolean;
}

/** @param model that is used unless another is named. */
export function addEngineOptions(command: Command, model = 'piano'): Command {
  return command
    .option('--model <name>', 'which installed model', model)
    .addOption(new Option('--provider <name>', 'where to compute').choices(['auto', ...providerNames]).default('auto'))
    .option('--threads <n>', 'threads inside one operator', number(1, 64, 'whole'))
    .option('--json', 'print one JSON object');
}

export interface SamplingWords extends EngineWords {
  out: string;
  takes: number;
  seed?: number;
  temperature: number;
  topP: number;
  density: number | 'auto';
  dynamics: number | 'auto';
  only?: boolean;
}

export function addSamplingOptions(command: Command): Command {
  const { temperature, topP, density, dynamics } = defaultSampling;
  return addEngineOptions(
    command
      .requiredOption('--out <file>', 'where to write the MIDI; further takes go to <name>-2.mid, …')
      .option('--takes <n>', 'how many, made in one go', number(1, 8, 'whole'), 1)
      .option('--seed <n>', 'the same seed makes the same bytes (default: a new one)', number(0, 0xffff_ffff, 'whole'))
      .option('--temperature <t>', '0 is the likeliest, 1 as the model hears it', number(0, 2), temperature)
      .option('--top-p <p>', 'sample among the likeliest that reach this share', number(0.01, 1), topP)
      .option('--density <0-7>', 'notes a second, sparse to dense, or auto', bucket, density)
      .option('--dynamics <0-7>', 'loudness, soft to loud, or auto', bucket, dynamics)
      .option('--only', 'write what was made alone, without what is around it'),
  );
}

export function samplingOf({ seed, temperature, topP, density, dynamics }: SamplingWords): Sampling {
  return { seed: seed ?? randomInt(2 ** 32), temperature, topP, density, dynamics };
}
