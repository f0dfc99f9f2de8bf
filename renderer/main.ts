import './lib/zod.ts';
import './theme.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { studios } from './studios/index.ts';

// Before anything is shown: a file dropped on the window the moment it appears must find someone.
await studios[0]!.load();
mount(App, { target: document.getElementById('app')! });
