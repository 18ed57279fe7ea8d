// Keeps the shell of the page for when the server is out of reach. It never sees an answer of the API.
const KEPT = 'youdai-shell';
const SHELL = [
  '/',
  '/page/page.css',
  '/page/page.js',
  '/page/camera.js',
  '/page/decision.js',
  '/page/server.js',
  '/page/sound.js',
  '/page/today.js',
  '/page/wedge.js',
  '/page/words.js',
  '/page/zh.json',
  '/page/en.json',
  '/page/manifest.json',
  '/page/icon.svg',
  '/page/icon-192.png',
];
const PATIENCE = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.addAll(SHELL.map((path) => new Request(path, {cache: 'reload'}))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === location.origin && SHELL.includes(url.pathname)) {
    event.respondWith(newestOrKept(event.request, url.pathname));
  }
});

// The server's first, so that a new version never waits for a second visit.
async function newestOrKept(request, path) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request, {signal: AbortSignal.timeout(PATIENCE)});
    if (response.ok) {
      await kept.put(path, response.clone());
      return response;
    }
  } catch (unreachable) {
    // What is kept serves.
  }
  return (await kept.match(path)) ?? Response.error();
}
