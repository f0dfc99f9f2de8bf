import { unshippedNames } from '../scripts/lib/shipped.mjs';
import { stagedModels } from '../scripts/lib/weights.mjs';

/*
 * What a package of Gomboc is made of, for electron-builder. `npm run package` is the way to run it: it builds the app
 * first, chooses the Electron and says what this machine can't make.
 */

/** Our own kinds of file: Gomboc is what opens them. `test/unit/scripts/package.test.ts` holds them to electron/names.ts. */
const own = [
  { ext: 'gomboc', name: 'Gomboc project', mimeType: 'application/x-gomboc-project' },
  { ext: 'gomdraw', name: 'Gomboc drawing', mimeType: 'application/x-gomboc-drawing' },
  { ext: 'gompage', name: 'Gomboc page', mimeType: 'application/x-gomboc-page' },
  { ext: 'gomlisten', name: 'Gomboc listening test', mimeType: 'application/x-gomboc-listening' },
];

/** Others' kinds: Gomboc stands in “Open with”, and takes nobody's place. */
const others = [
  { ext: ['mid', 'midi'], name: 'MIDI performance', mimeType: 'audio/midi' },
  { ext: 'png', name: 'PNG picture', mimeType: 'image/png' },
  { ext: ['jpg', 'jpeg'], name: 'JPEG picture', mimeType: 'image/jpeg' },
  { ext: 'webp', name: 'WebP picture', mimeType: 'image/webp' },
  { ext: 'gif', name: 'GIF picture', mimeType: 'image/gif' },
  { ext: 'bmp', name: 'Bitmap picture', mimeType: 'image/bmp' },
  { ext: 'avif', name: 'AVIF picture', mimeType: 'image/avif' },
  { ext: ['heic', 'heif'], name: 'HEIF picture', mimeType: 'image/heif' },
  { ext: 'svg', name: 'SVG drawing', mimeType: 'image/svg+xml' },
  { ext: 'pdf', name: 'PDF document', mimeType: 'application/pdf' },
];

/**
 * onnxruntime-node carries every system's libraries; only the target's go in. Not as a system's own `files`: a list of
 * nothing but exclusions there makes electron-builder take in the whole repository.
 */
const onnxruntime = [
  `!node_modules/onnxruntime-node/bin/napi-v6/!(${process.platform})/**`,
  `!node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/!(\${arch})/**`,
];

/**
 * @param {{ output?: string, feed?: string | undefined, platform?: NodeJS.Platform }} options `output`: folder for what is
 *   made; `feed`: address of the folder where releases are put, without which the package looks for no updates
 * @returns {import('electron-builder').Configuration}
 */
export const configuration = ({ output = 'dist', feed, platform = process.platform }) => ({
  appId: 'org.gomboc.Gomboc',
  productName: 'Gomboc',
  copyright: 'Apache-2.0',
  // `build/` is what we build, not electron-builder's resources.
  directories: { buildResources: 'packaging', output },
  icon: 'assets/icon.png',
  asar: true,
  // The weights stay within: they are read as bytes. The dynamic linker needs files on the disk.
  asarUnpack: ['node_modules/onnxruntime-node/bin/**', 'node_modules/@libsql/**/*.node'],
  files: [
    'build/electron/**',
    // The command line starts with Node, which a package's Electron refuses to be (see the fuses).
    '!build/electron/cli.js',
    'build/renderer/**',
    'assets/{icon,drag}.png',
    'assets/examples/**',
    '!**/*.map',
    ...unshippedNames().map((name) => `!node_modules/${name}/**`),
    '!node_modules/**/*.{d.mts,d.cts,md,markdown,flow}',
    '!node_modules/**/{README,CHANGELOG,Changelog,History}*',
    ...onnxruntime,
    '!node_modules/onnxruntime-node/script/**',
    '!node_modules/onnxruntime-{node,common}/lib/**',
    // A second copy, for bundlers.
    '!node_modules/onnxruntime-common/dist/esm/**',
    // Last: what follows a folder of its own is taken to be about that folder.
    { from: stagedModels, to: '.' },
  ],
  extraResources: [{ from: 'build/notices', to: '.' }],
  npmRebuild: false,
  extraMetadata: { desktopName: 'gomboc.desktop', scripts: null, allowScripts: null, bin: null },
  publish: feed ? [{ provider: 'generic', url: feed }] : null,
  electronLanguages: ['en-US', 'de'],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    // Checked on macOS and Windows; Electron has no check on Linux, where the fuse does nothing.
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    // Apple silicon ends a program whose signature does not fit its bytes, as when fuses were changed. Without a certificate
    // electron-builder signs nothing, so it is signed anew without one; with one, that follows.
    resetAdHocDarwinSignature: platform === 'darwin',
  },
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    executableName: 'gomboc',
    category: 'Graphics',
    synopsis: 'Sketch to code, drawing and music with a model, on your own machine',
    maintainer: 'The Gomboc authors',
    desktop: { entry: { StartupWMClass: 'gomboc', Keywords: 'drawing;music;midi;wireframe;svelte;' } },
    fileAssociations: [...own, ...others],
  },
  mac: {
    // onnxruntime-node has no library for Intel.
    target: ['dmg', 'zip'].map((target) => ({ target, arch: ['arm64'] })),
    category: 'public.app-category.graphics-design',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'packaging/entitlements.mac.plist',
    entitlementsInherit: 'packaging/entitlements.mac.plist',
    fileAssociations: [
      ...own.map((kind) => ({ ...kind, role: 'Editor', rank: 'Owner' })),
      ...others.map((kind) => ({ ...kind, role: 'Viewer', rank: 'Alternate' })),
    ],
  },
  win: {
    target: ['nsis', 'portable'].map((target) => ({ target, arch: ['x64'] })),
    // An association of an installer for Windows replaces the one that was there: for our own kinds only.
    fileAssociations: own,
  },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, include: 'packaging/open-with.nsh' },
});
