import type { ErrorEnvelope } from '../../models/error.ts';
import type { UpdateStatus } from '../../electron/ipc/contract.ts';
import { t, tell } from './words.svelte.ts';

/** What the person can do about newer versions of the app. */
export interface UpdateAction {
  label: string;
  call: 'update.look' | 'update.load' | 'update.install';
}

/** What there is to say of newer versions of the app, and what can be done about it. */
export function tellUpdate({ state, version, share, error }: UpdateStatus): {
  text: string;
  action: UpdateAction | null;
} {
  switch (state) {
    case 'absent':
      return { text: t('This copy of Gomboc does not know where to look for newer ones.'), action: null };
    case 'off':
      return {
        text: t('Gomboc stays offline. Switched on, it asks once a day whether there is a newer one.'),
        action: null,
      };
    case 'looking':
      return { text: t('Looking…'), action: null };
    case 'current':
      return { text: t('This is the newest version.'), action: { label: t('Look again'), call: 'update.look' } };
    case 'offered':
      return {
        text: t('Gomboc {version} is there. Nothing is downloaded until you say so.', { version: version ?? '' }),
        action: { label: t('Download'), call: 'update.load' },
      };
    case 'loading':
      return {
        text: t('Downloading Gomboc {version}: {percent} %', {
          version: version ?? '',
          percent: Math.round((share ?? 0) * 100),
        }),
        action: null,
      };
    case 'ready':
      return {
        text: t('Gomboc {version} is ready.', { version: version ?? '' }),
        action: { label: t('Restart and install'), call: 'update.install' },
      };
    case 'failed':
      return {
        text: error ? told(error) : t('It did not work.'),
        action: { label: t('Try again'), call: 'update.look' },
      };
  }
}

function told(error: ErrorEnvelope): string {
  const { message, remedy } = tell(error);
  return `${message} ${remedy}`;
}
