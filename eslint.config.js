import { builtinModules } from 'node:module';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/*
 * The house's import rules (ARCHITECTURE.md), room by room. Each file falls into exactly one `room`, because a later
 * `no-restricted-imports` replaces an earlier one instead of adding to it.
 */

const studios = ['code', 'drawing', 'music'];

const onnx = { regex: '^onnxruntime-', message: 'Only electron/engine/session.ts talks to ONNX Runtime.' };
const electron = { regex: '^electron(/|$)', message: 'This room runs without Electron.' };
const nodeBuiltins = {
  regex: `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/|$))`,
  message: 'This room runs without Node.',
};
const renderer = { regex: '(^|/)renderer/', message: 'No arrow up: only the page imports the renderer.' };

/** Forbids imports from these files; `allowTypeImports` in a pattern lets types through. */
const room = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

const rooms = [
  room(
    ['models/**/*.ts'],
    [],
    [
      {
        regex: '^(?!\\.|(zod|midi-file|perfect-freehand|saxes|svgpath)$)',
        message: 'models/ is pure: only parsers and geometry that are so themselves come from outside.',
      },
      { regex: '(^|/)(electron|renderer|scripts|test)/', message: 'models/ imports nothing outside models/.' },
    ],
  ),
  room(
    ['electron/engine/**/*.ts'],
    ['electron/engine/session.ts', 'electron/engine/host.ts'],
    [onnx, electron, renderer, ...engineSiblings()],
  ),
  room(['electron/engine/host.ts'], [], [onnx, renderer, ...engineSiblings()]),
  room(['electron/engine/session.ts'], [], [electron, renderer, ...engineSiblings()]),
  room(
    ['electron/preload.ts'],
    [],
    [
      { regex: '^(?!electron$|\\./ipc/contract\\.ts$)', message: 'The preload knows Electron and the contract only.' },
      { regex: 'contract', allowTypeImports: true, message: 'The preload takes types of the contract only.' },
    ],
  ),
  room(
    ['electron/{window,menu,files,settings,protocol}.ts', 'electron/library/**/*.ts', 'electron/ipc/**/*.ts'],
    [],
    [
      onnx,
      renderer,
      {
        regex: '^(\\./|\\.\\./)(main|window|menu|files|settings|cli|engine/|library/)',
        allowTypeImports: true,
        message: 'Siblings are joined in main.ts, not here (types may be named).',
      },
    ],
  ),
  // Also the command line's.
  room(['electron/packs/**/*.ts'], [], [onnx, electron, renderer]),
  room(['electron/main.ts'], [], [onnx, renderer]),
  room(['electron/cli.ts', 'electron/cli/**/*.ts'], [], [onnx, electron, renderer]),
  room(['renderer/**/*.{ts,svelte}'], ['renderer/studios/*/**', 'renderer/{lib,ui}/**'], page()),
  room(
    ['renderer/{lib,ui}/**/*.{ts,svelte}'],
    [],
    [...page(), { regex: '(^|/)studios/', message: 'No arrow up: studios import lib and ui.' }],
  ),
  ...studios.map((studio) =>
    room(
      [`renderer/studios/${studio}/**/*.{ts,svelte}`],
      [],
      [
        ...page(),
        {
          regex: `^(\\.\\./)+(studios/)?(${studios.filter((other) => other !== studio).join('|')})/`,
          message: 'A studio never imports another studio.',
        },
      ],
    ),
  ),
];

/** What lies beside the engine and stays out of it. */
function engineSiblings() {
  return [
    {
      regex: '^(\\.\\./)+(ipc|library)/',
      allowTypeImports: true,
      message: 'The engine imports models/ (and types of the contract), not its siblings.',
    },
    {
      regex: '^(\\.\\./)+(main|window|menu|preload|files|settings|cli)\\.ts$',
      message: 'The engine imports models/, not its siblings.',
    },
  ];
}

/** What no part of the page may import. */
function page() {
  return [
    onnx,
    electron,
    nodeBuiltins,
    {
      regex: '(^|/)electron/(?!ipc/contract\\.ts$)',
      message: 'The page knows Electron through the contract only.',
    },
    { regex: '(^|/)electron/ipc/contract\\.ts$', allowTypeImports: true, message: 'Types of the contract only.' },
  ];
}

export default ts.config(
  { ignores: ['build/', 'dist/', 'out/', '.cache/', 'test-results/', '**/weights/', 'test/fixtures/', 'test/golden/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `Reply<void>` says it plainly.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // In numeric code an index that the loop has just bounded is known to be there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  // The compiler knows names better than the linter does.
  { files: ['**/*.ts', '**/*.mjs', '**/*.svelte'], rules: { 'no-undef': 'off' } },
  {
    files: ['**/*.mjs', '*.js', 'test/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    // State is replaced whole ($state.raw), never mutated, so plain sets and maps are right.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    // With types: the few rules that find real mistakes in asynchronous code.
    files: ['{models,electron,renderer}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // Opening an address or a file in another program runs whatever the system has for it: nothing of ours needs that.
    files: ['electron/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Identifier[name="openExternal"], MemberExpression[object.name="shell"][property.name="openPath"]',
          message: 'Nothing is opened in other programs: docs/SECURITY.md, item 15.',
        },
        {
          selector: 'ImportDeclaration[source.value="@electron/remote"]',
          message: "The page never holds main's objects.",
        },
      ],
    },
  },
  ...rooms,
);
