import type { Settings } from '../../electron/ipc/contract.ts';
import type { Manifest } from '../../models/manifest.ts';

type Model = Pick<Manifest, 'task' | 'name' | 'version'>;
type Kept = Pick<Settings, 'licences'>;

/** Another version may come under another licence: it is told again. */
const keyOf = ({ task, name, version }: Model): string => `${task}/${name}@${version}`;

/** Whether the person has taken note of the model's licence. */
export const isNoted = ({ licences }: Kept, model: Model): boolean => licences.includes(keyOf(model));

/** The settings' change when the person takes note of it. The oldest are forgotten beyond what settings hold. */
export const noted = ({ licences }: Kept, model: Model): Kept => ({
  licences: [...licences.filter((key) => key !== keyOf(model)), keyOf(model)].slice(-500),
});
