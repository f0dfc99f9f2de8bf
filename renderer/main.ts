import './lib/zod.ts';
import './theme.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { call } from './lib/api.ts';
import { leaveToInputMethod } from './lib/composing.ts';
import { speak } from './lib/words.svelte.ts';
import { studios } from './studios/index.ts';

leaveToInputMethod(window);
// Without an answer the window begins in the first studio; what went wrong it says itself, once it is there.
const last = await call('settings.get').then(
  (settings) => {
    speak(settings.language);
    return settings;
  },
  () => null,
);
const first = studios.find(({ id }) => id === last?.studio) ?? studios[0]!;
// Before anything is shown: a file dropped on the window the moment it appears must find someone.
await first.load();
mount(App, { target: document.getElementById('app')!, props: { first: first.id, newcomer: last?.toured === false } });
