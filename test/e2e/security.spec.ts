import { createSocket } from 'node:dgram';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { expect, scratch, test, type Gomboc } from './harness.ts';

/*
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), held to the real app. Numbers in titles
 * are those of the checklist; docs/SECURITY.md says where each item is answered.
 */

declare global {
  interface Window {
    readonly gomboc: Bridge;
    heard?: unknown[];
  }
}

/** What the only window was made with. */
const preferencesOf = (app: Gomboc['app']): Promise<Record<string, unknown>> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });

/** Servers on this machine that hear of every attempt to reach them: refused is what they never hear of. */
async function listeners(): Promise<{ tcp: number; udp: number; heard: string[]; close: () => void }> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    heard.push('a connection');
    socket.once('data', (data) => heard.push(data.toString('latin1').split('\r\n')[0]!));
    socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\n\r\n');
  });
  const socket = createSocket('udp4', () => heard.push('a datagram'));
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  await new Promise<void>((resolve) => socket.bind(0, '0.0.0.0', resolve));
  const close = (): void => {
    server.close();
    socket.close();
  };
  return { tcp: (server.address() as AddressInfo).port, udp: socket.address().port, heard, close };
}

/** Every way we know in which a page can speak to `host`, or make its browser do so; answers the names of those tried. */
async function callHome({ host, tcp, udp }: { host: string; tcp: number; udp: number }): Promise<string[]> {
  // What the test's own debugger evaluates is exempt from the policy; what runs after a timer is not.
  await new Promise((resolve) => setTimeout(resolve));
  const url = `http://${host}:${tcp}`;
  const element = (tag: string, attributes: Record<string, string>): HTMLElement => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
    return made;
  };
  const peer = async (server: RTCIceServer): Promise<void> => {
    const connection = new RTCPeerConnection({ iceServers: [server] });
    connection.createDataChannel('home');
    await connection.setLocalDescription();
  };
  const ways: Record<string, () => unknown> = {
    fetch: () => fetch(`${url}/fetch`, { mode: 'no-cors' }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open('GET', `${url}/xhr`);
      request.send();
    },
    events: () => new EventSource(`${url}/events`),
    socket: () => new WebSocket(`ws://${host}:${tcp}/socket`),
    beacon: () => navigator.sendBeacon(`${url}/beacon`, 'x'),
    image: () => element('img', { src: `${url}/image` }),
    script: () => element('script', { src: `${url}/script` }),
    module: () => import(/* @vite-ignore */ `${url}/module`),
    worker: () => new Worker(`${url}/worker`),
    styles: () => element('link', { rel: 'stylesheet', href: `${url}/styles` }),
    prefetch: () => element('link', { rel: 'prefetch', href: `${url}/prefetch` }),
    preload: () => element('link', { rel: 'preload', as: 'image', href: `${url}/preload` }),
    preconnect: () => element('link', { rel: 'preconnect', href: url }),
    icon: () => element('link', { rel: 'icon', href: `${url}/icon` }),
    frame: () => element('iframe', { src: `${url}/frame` }),
    object: () => element('object', { data: `${url}/object` }),
    video: () => element('video', { src: `${url}/video` }),
    font: () => {
      const face = new FontFace('home', `url(${url}/font)`);
      document.fonts.add(face);
      return face.load();
    },
    background: () => {
      element('p', { style: `background: url(${url}/background)` }).textContent = 'x';
    },
    form: () => (element('form', { action: `${url}/form`, method: 'post' }) as HTMLFormElement).submit(),
    ping: () => element('a', { href: '#', ping: `${url}/ping` }).click(),
    blank: () => element('a', { href: `${url}/blank`, target: '_blank' }).click(),
    download: () => element('a', { href: `${url}/download`, download: '' }).click(),
    meta: () => element('meta', { 'http-equiv': 'refresh', content: `0; url=${url}/meta` }),
    window: () => window.open(`${url}/window`),
    location: () => {
      location.href = `${url}/location`;
    },
    stun: () => peer({ urls: `stun:${host}:${udp}` }),
    turn: () => peer({ urls: `turn:${host}:${tcp}?transport=tcp`, username: 'x', credential: 'x' }),
  };
  for (const way of Object.values(ways)) {
    try {
      void Promise.resolve(way()).catch(() => undefined);
    } catch {
      // Refused at once, as some ways are.
    }
  }
  // Gathering WebRTC's candidates takes the longest.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return Object.keys(ways);
}

/** This machine's address as others see it, for WebRTC passes over the loopback; that one if there is no other. */
const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

test.describe('what the page is given', () => {
  test('no Node, its own world, a sandbox, and nothing loosened (2, 3, 4, 6, 8, 9, 10, 12, 20)', async ({ gomboc }) => {
    const seen = await gomboc.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((n) => n in window),
      bridge: Object.keys(window.gomboc).sort(),
      origin: location.origin,
    }));
    expect(seen).toEqual({ node: [], bridge: ['call', 'dropped', 'on', 'start'], origin: 'app://gomboc' });
    const preferences = await preferencesOf(gomboc.app);
    const is = (on: boolean) => (name: string) => Boolean(preferences[name]) === on;
    const off = ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag'];
    const loose = ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'navigateOnDragDrop'];
    expect(['contextIsolation', 'sandbox', 'webSecurity'].filter(is(false))).toEqual([]);
    expect([...off, ...loose].filter(is(true))).toEqual([]);
  });

  test('a bridge that the page cannot change for the preload (3, 20)', async ({ gomboc: { page } }) => {
    const outcome = await page.evaluate(async () => {
      const before = window.gomboc.call;
      try {
        Object.assign(window.gomboc, { call: () => 'ours' });
      } catch {
        // A frozen one says so.
      }
      // What the preload calls in its own world must not be what the page has put in place of it.
      const { get } = Map.prototype;
      let called = 0;
      Map.prototype.get = function (key) {
        // The page's own code goes on meanwhile, and looks into maps of its own.
        if (!new Error().stack?.includes('app://gomboc/assets/')) called++;
        return get.call(this, key);
      };
      window.gomboc.on('menu', () => undefined);
      const job = window.gomboc.start('music.continue', {} as never, () => undefined);
      await job.done;
      Map.prototype.get = get;
      return { same: window.gomboc.call === before, called };
    });
    expect(outcome).toEqual({ same: true, called: 0 });
  });

  test('no webview (11, 12)', async ({ gomboc: { app, page } }) => {
    const contents = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    const before = await contents();
    const made = await page.evaluate(async () => {
      const view = document.createElement('webview');
      view.setAttribute('src', '/index.html');
      document.body.append(view);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const known = 'loadURL' in view;
      view.remove();
      return known;
    });
    expect(made).toBe(false);
    expect(await contents()).toBe(before);
    // Were there the tag, attaching one would still be refused.
    const refused = await app.evaluate(({ BrowserWindow }) => {
      let prevented = false;
      const event = { preventDefault: () => (prevented = true) };
      BrowserWindow.getAllWindows()[0]!.webContents.emit('will-attach-webview', event, {}, {});
      return prevented;
    });
    expect(refused).toBe(true);
  });

  test('MIDI and copying on request, of all permissions (5)', async ({ gomboc: { app, page } }) => {
    const answers = await page.evaluate(async () => {
      const outcome = (asked: Promise<unknown>) =>
        asked.then(
          () => 'granted',
          (error: Error) => error.name,
        );
      return {
        midi: await outcome(navigator.requestMIDIAccess()),
        microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
        notification: await Notification.requestPermission(),
        geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
        camera: (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
        reading: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
      };
    });
    expect(answers).toMatchObject({
      notification: 'denied',
      geolocation: 'denied',
      camera: 'denied',
      reading: 'denied',
    });
    // A machine without a MIDI system says InvalidStateError; a refusal would be NotAllowedError or SecurityError.
    expect(['granted', 'InvalidStateError']).toContain(answers.midi);
    for (const asked of [answers.microphone, answers.screen]) expect(asked).not.toBe('granted');

    // The same session, another origin: not even MIDI.
    const stranger = await app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL('app://stranger/').catch(() => undefined);
      const script = `[location.origin, ...await Promise.all(
        [navigator.requestMIDIAccess(), navigator.clipboard.writeText('x')].map((asked) =>
          asked.then(() => 'granted', (error) => error.name)))]`;
      const answer = (await window.webContents.executeJavaScript(`(async () => ${script})()`)) as string[];
      window.destroy();
      return answer;
    });
    expect(stranger).toEqual(['app://stranger', 'NotAllowedError', 'NotAllowedError']);
  });
});

test.describe('what the page may load and run', () => {
  test('scripts of its own files, never text (7)', async ({ launchWith }) => {
    const { page } = await launchWith();
    const policyOf = (path: string) =>
      page.evaluate(async (url) => (await fetch(url)).headers.get('content-security-policy'), path);
    // Also with what there is not: a page without a policy would have the bridge all the same.
    for (const path of ['/', '/index.html', '/nothing', '/nothing.html']) {
      const policy = await policyOf(path);
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("script-src 'self';");
      expect(policy, path).not.toContain('unsafe-eval');
    }
    const refused = await page.evaluate(async () => {
      const attempt = async (work: () => unknown) => {
        try {
          await work();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => broken.push(effectiveDirective));
      // What the test's own debugger evaluates is exempt from the policy; what runs after a timer is not.
      await new Promise((resolve) => setTimeout(resolve));
      const ran = () => (window.heard ??= []);
      Object.assign(window, { ran });
      const inline = document.createElement('script');
      inline.textContent = 'window.ran().push("inline")';
      const blob = document.createElement('script');
      blob.src = URL.createObjectURL(new Blob(['window.ran().push("blob")']));
      const data = document.createElement('script');
      data.src = 'data:text/javascript,window.ran().push("data")';
      document.body.append(inline, blob, data);
      document.body.insertAdjacentHTML('beforeend', '<img src="" onerror="window.ran().push(`attribute`)">');
      const link = Object.assign(document.createElement('a'), { href: 'javascript:window.ran().push("address")' });
      document.body.append(link);
      link.click();
      setTimeout('window.ran().push("timer")' as never);
      const base = Object.assign(document.createElement('base'), { href: 'https://example.com/' });
      document.head.append(base);
      const answer = {
        eval: await attempt(() => (0, eval)('1')),
        function: await attempt(() => new Function('return 1')()),
        wasm: await attempt(() => WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
        base: document.baseURI,
      };
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { ...answer, ran: window.heard ?? null, broken: new Set(broken).has('script-src-elem') };
    });
    expect(refused).toEqual({
      ...{ eval: 'EvalError', function: 'EvalError', wasm: 'CompileError' },
      ...{ base: 'app://gomboc/', ran: null, broken: true },
    });
  });

  test('nothing of the network, by whatever way, with the policy and without (1, 7, 13, 14, 15)', async ({
    launchWith,
  }) => {
    const { app, page } = await launchWith();
    const servers = await listeners();
    await app.evaluate(({ shell }) => {
      const opened: string[] = ((globalThis as { opened?: string[] }).opened = []);
      shell.openExternal = async (url) => void opened.push(url);
    });
    // A link to nothing is a way, too; it only adds a mark to the address.
    const address = () => page.url().split('#')[0];
    const before = address();
    const home = { host: ownAddress(), tcp: servers.tcp, udp: servers.udp };
    try {
      expect((await page.evaluate(callHome, home)).length).toBeGreaterThan(20);
      expect(servers.heard, 'with the policy').toEqual([]);
      expect(address()).toBe(before);
      expect(page.frames().filter((frame) => frame.url().startsWith('http'))).toEqual([]);

      // A second wall behind the first: the session lets no request out, whatever the page says.
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Page.setBypassCSP', { enabled: true });
      await page.reload();
      await page.evaluate(callHome, home);
      expect(servers.heard, 'without the policy').toEqual([]);
      expect(address()).toBe(before);
      const refused = await app.evaluate(
        ({ session }, url) => session.defaultSession.fetch(url).catch((error: Error) => error.message),
        `http://${home.host}:${home.tcp}/main`,
      );
      expect(refused).toContain('ERR_BLOCKED_BY_CLIENT');
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      expect(await app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([]);
    } finally {
      servers.close();
    }
  });

  test('no file outside the built page (18)', async ({ launchWith }) => {
    const { page } = await launchWith();
    const outside = scratch('outside');
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    const built = join(root, 'build', 'renderer');
    const links = [join(built, 'linked.txt'), join(built, 'linked')];
    symlinkSync(join(outside, 'secret.txt'), links[0]!);
    symlinkSync(outside, links[1]!, 'junction');
    const addresses = [
      ...['/../main.js', '/%2e%2e/main.js', '/%2e%2e%2felectron%2fmain.js', '/..%5cmain.js', '/..%2f..%2fpackage.json'],
      ...['/assets/%2e%2e/%2e%2e/electron/main.js', '/%252e%252e/electron/main.js', '/index.html%00', '//etc/passwd'],
      ...['/%2fetc%2fpasswd', '/file:///etc/passwd', '/C:%5cWindows%5cwin.ini', '/linked.txt', '/linked/secret.txt'],
      ...['app://other/index.html', 'file:///etc/passwd'],
      ...['app://gomboc.other/index.html', `file://${built}/index.html`, 'http://gomboc/index.html', '/', '/assets'],
    ];
    const text = (address: string) =>
      page.evaluate(
        (url) =>
          fetch(url).then(
            async (answer) => `${answer.status} ${(await answer.text()).slice(0, 15)}`,
            () => 'refused',
          ),
        address,
      );
    try {
      for (const address of addresses) {
        const expected = address === '/' ? ['200 <!doctype html>'] : ['404 Not found', 'refused'];
        expect(expected, address).toContain(await text(address));
      }
      const posted = await page.evaluate(async () => (await fetch('/index.html', { method: 'POST' })).status);
      expect(posted).toBe(404);
    } finally {
      for (const link of links) rmSync(link);
    }
  });
});

test.describe('who may speak to main (17)', () => {
  /** Speaks to main's real ends from a frame, as a taken-over process could; answers what main said. */
  const speak = (app: Gomboc['app'], from: 'page' | 'preview' | 'nobody' | 'stranger') =>
    app.evaluate(async ({ BrowserWindow, ipcMain }, who) => {
      const [ours] = BrowserWindow.getAllWindows();
      const stranger = who === 'stranger' ? new BrowserWindow({ show: false }) : null;
      await stranger?.loadURL('app://gomboc/index.html');
      const sender = (stranger ?? ours!).webContents;
      const frames = {
        page: sender.mainFrame,
        stranger: sender.mainFrame,
        preview: sender.mainFrame.frames[0],
        nobody: null,
      };
      const event = { sender, senderFrame: frames[who] };
      if (event.senderFrame === undefined) throw new Error('there is no preview');
      const said: unknown[] = [];
      const { send } = sender;
      // Of that job: the engine's news go to our own page meanwhile.
      sender.send = (...words: unknown[]) => void (words.includes(77) && said.push(words));
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...words: unknown[]) => unknown> })
        ._invokeHandlers;
      const call = await handlers.get('call')!(event, 'app.info', undefined);
      const dropped = await handlers.get('dropped')!(event, '/etc/hostname.mid');
      ipcMain.emit('start', event, 77, 'music.continue', {});
      ipcMain.emit('listen', event, 'menu');
      await new Promise((resolve) => setTimeout(resolve, 200));
      sender.send = send;
      stranger?.destroy();
      return { ok: (call as { ok: boolean }).ok, dropped, jobs: said.length };
    }, from);

  test('the page’s own main frame, and no other', async ({ gomboc: { app, page } }) => {
    await page.getByTestId('studio-code').click();
    await page.evaluate(() => {
      const frame = Object.assign(document.createElement('iframe'), { srcdoc: '<p>preview</p>' });
      frame.setAttribute('sandbox', 'allow-same-origin');
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    expect(await speak(app, 'page')).toEqual({ ok: true, dropped: null, jobs: 1 });
    for (const who of ['preview', 'nobody', 'stranger'] as const) {
      expect(await speak(app, who), who).toEqual({ ok: false, dropped: null, jobs: 0 });
    }
  });

  test('the preview has no bridge and runs nothing', async ({ launchWith }) => {
    const { page } = await launchWith();
    const seen = await page.evaluate(async () => {
      const frame = Object.assign(document.createElement('iframe'), { srcdoc: '<!doctype html><body></body>' });
      frame.setAttribute('sandbox', 'allow-same-origin');
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const inner = frame.contentWindow as Window & typeof globalThis;
      const script = frame.contentDocument!.createElement('script');
      script.textContent = 'parent.heard = ["a script"]';
      frame.contentDocument!.body.append(script);
      frame.contentDocument!.body.insertAdjacentHTML('beforeend', '<img src="" onerror="parent.heard = [`an image`]">');
      frame.contentDocument!.body.insertAdjacentHTML('beforeend', '<a target="_top" href="https://example.com/">x</a>');
      frame.contentDocument!.querySelector('a')!.click();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { bridge: 'gomboc' in inner, heard: window.heard ?? null, at: location.href };
    });
    expect(seen).toEqual({ bridge: false, heard: null, at: 'app://gomboc/' });
  });
});
