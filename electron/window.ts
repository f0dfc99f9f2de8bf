import {
  BrowserWindow,
  nativeTheme,
  screen,
  session,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type Session,
} from 'electron';
import { z } from 'zod';
import type { KeptFile } from './kept.ts';
import { isOurs, origin } from './protocol.ts';

/**
 * What the page may ask the system for: MIDI devices, and copying. Everything else is refused. Chromium asks for
 * `midiSysex` also when a page wants plain MIDI.
 */
const permissions = new Set(['midi', 'midiSysex', 'clipboard-sanitized-write']);

/** Pixels of the screen: with the largest text, 600 × 400 of the page, in which everything can still be reached. */
const smallest = { width: 900, height: 600 };

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean() });
type Bounds = z.infer<typeof Bounds>;

/** Where the window stood last, if that is still on a screen. */
async function lastBounds(file: KeptFile): Promise<Bounds | null> {
  try {
    const bounds = Bounds.parse(JSON.parse((await file.read()) ?? 'null'));
    const { workArea } = screen.getDisplayMatching(bounds);
    const seen = bounds.x < workArea.x + workArea.width && bounds.x + bounds.width > workArea.x;
    const reachable = bounds.y >= workArea.y && bounds.y < workArea.y + workArea.height;
    return seen && reachable ? bounds : null;
  } catch {
    return null;
  }
}

/** Nobody is there: what is sent by way of it goes nowhere. */
const deadProxy = 'socks5://127.0.0.1:1';

/** Closes every door of a session that the studios do not need: permissions, the network, downloads. */
export async function harden(target: Session): Promise<void> {
  // The frame that asks, not the window that it is in.
  const granted = (permission: string, from: string, isMainFrame: boolean): boolean =>
    permissions.has(permission) && isMainFrame && isOurs(from);
  target.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(granted(permission, requestingUrl, isMainFrame)),
  );
  // Web MIDI asks both handlers.
  target.setPermissionCheckHandler((_contents, permission, from, { isMainFrame }) =>
    granted(permission, from, isMainFrame),
  );
  target.setDevicePermissionHandler(() => false);
  target.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(app|blob|data|devtools):/.test(details.url) });
  });
  // Else Chromium fetches a dictionary at the start: `spellcheck: false` of a window does not keep it from that.
  target.setSpellCheckerLanguages([]);
  target.on('will-download', (event) => event.preventDefault());
  // WebRTC asks neither the policy nor `onBeforeRequest`: see `confine`.
  await target.setProxy({ mode: 'fixed_servers', proxyRules: deadProxy, proxyBypassRules: '<-loopback>' });
}

/** Whether a message comes from the main frame of our own page in this window. */
export const isFrom =
  (window: BrowserWindow) =>
  (event: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    !window.isDestroyed() &&
    event.senderFrame !== null &&
    event.senderFrame === window.webContents.mainFrame &&
    event.senderFrame.origin === origin;

function keepBounds(window: BrowserWindow, file: KeptFile): void {
  window.on('close', () => {
    const bounds: Bounds = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    void file.write(JSON.stringify(bounds)).catch(() => undefined);
  });
}

/** No way from our page to another one. */
function confine(window: BrowserWindow): void {
  const contents = window.webContents;
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // By the session's proxy or not at all.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** A page that crashed is loaded again, and takes up the unsaved work; not in a loop, if it crashes at once. */
function revive(window: BrowserWindow): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - last < 10_000) return;
    last = performance.now();
    // Not within the event: a reload there takes Electron 42 down with the page.
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, 100);
  });
}

/** macOS marks the window of unsaved work itself, too; the page's title begins with the mark (lib/window-title.ts). */
function markUnsaved(window: BrowserWindow): void {
  if (process.platform !== 'darwin') return;
  window.on('page-title-updated', (_event, title) => window.setDocumentEdited(title.startsWith('•')));
}

/**
 * The one window, hidden until it has something to show.
 * @param preload path of the bundled preload script
 * @param icon path of the window's icon
 * @param zoom how large everything is, 1 as it is by itself; asked whenever the page is loaded
 */
export async function createWindow(options: {
  preload: string;
  icon: string;
  boundsFile: KeptFile;
  zoom: () => number;
}): Promise<BrowserWindow> {
  const bounds = await lastBounds(options.boundsFile);
  const window = new BrowserWindow({
    ...(bounds ?? { width: 1440, height: 900 }),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Gomboc',
    icon: options.icon,
    // The grounds of renderer/theme.css: no flash of another colour before the page is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#121317' : '#eff0f2',
    webPreferences: {
      preload: options.preload,
      session: session.defaultSession,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      zoomFactor: options.zoom(),
      spellcheck: false,
      // Audio and streaming go on while another window covers ours.
      backgroundThrottling: false,
    },
  });
  confine(window);
  revive(window);
  markUnsaved(window);
  keepBounds(window, options.boundsFile);
  // Chromium keeps a factor for each origin, which may be an older one than ours.
  window.webContents.on('dom-ready', () => window.webContents.setZoomFactor(options.zoom()));
  window.once('ready-to-show', () => {
    if (bounds?.maximized) window.maximize();
    window.show();
  });
  return window;
}
