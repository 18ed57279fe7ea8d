// The page: who is logged in where, what comes in, what is shown.
import * as camera from './camera.js';
import * as decision from './decision.js';
import {call, newScan, onContact, Refused, Unreachable} from './server.js';
import * as sound from './sound.js';
import * as today from './today.js';
import {isIdNumber, listen} from './wedge.js';
import {current, other, speak, t, time, tOr} from './words.js';

const GATE = 'page';
const SAME_MILLIS = 2500;
const AGAIN_MILLIS = [0, 500, 1000, 2000];
const STATUS_MILLIS = 15000;
const STATUS_MILLIS_AWAY = 3000;
const REPORT_MILLIS = 1000; // until the database has it
const NOTICE_MILLIS = 6000;
const PICTURE_MILLIS = 15000;
const PICTURE = {width: 2400, height: 2400};
const NO_CODE = 'YD-101';
const OTHER_PROVINCE = 'OTHER_PROVINCE_CERTIFICATE';
const STANDARD = {language: '', size: '18', theme: 'auto', sound: 'voice', stay: '6', camera: 'off', venue: ''};

const $ = (id) => document.getElementById(id);
const wait = (millis) => new Promise((done) => setTimeout(done, millis));

// ---- What this device keeps: how the page looks and where it is. Nothing of any person.

const KEPT = 'youdai';
const settings = {...STANDARD, ...kept()};

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch (unusable) {
    return {};
  }
}

function keep(change) {
  Object.assign(settings, change);
  try {
    localStorage.setItem(KEPT, JSON.stringify(settings));
  } catch (refused) {
    notice(String(refused.name)); // a private window; the settings then last as long as the page
  }
}

function apply() {
  const root = document.documentElement;
  const wantsDark = matchMedia('(prefers-color-scheme: dark), (prefers-contrast: more)').matches;
  root.dataset.size = settings.size;
  root.dataset.theme = settings.theme === 'auto' ? (wantsDark ? 'contrast' : 'light') : settings.theme;
  speak(settings.language || (navigator.language.startsWith('zh') ? 'zh' : 'en'));
  $('language').textContent = t('tongue');
  $('language').lang = other() === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-setting]').forEach((select) => (select.value = settings[select.dataset.setting]));
  showPlace();
  showStatus();
  showAway();
  showCamera();
  showVenues();
  today.show(report);
  decision.translate();
}

// ---- Screens

let screen = '';
let venues = [];

function go(to) {
  screen = to;
  for (const id of ['login', 'venues', 'work']) {
    $(id).hidden = id !== to;
  }
  showPlace();
  if (to === 'login') {
    camera.stop();
    showCamera();
  }
}

function way(to) {
  $('work').dataset.way = to;
  document.querySelectorAll('[data-way]').forEach((button) => {
    if (button.dataset.way === to) {
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
    }
  });
  if (to === 'document' && matchMedia('(pointer: fine)').matches) {
    $('number').focus();
  }
}

const venueName = (id) => tOr(`venue.${id}`, id);

function showPlace() {
  $('place').textContent = screen === 'work' ? venueName(settings.venue) : '';
}

let noticeTimer = 0;

function notice(words) {
  $('notice').textContent = words;
  $('notice').hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => ($('notice').hidden = true), NOTICE_MILLIS);
}

const words = (problem) => (current() === 'zh' ? problem.detailZh ?? problem.titleZh : problem.detail ?? problem.title) ?? '';

/** Does what every refusal calls for; returns whether that was all. */
function refused(failed) {
  if (failed.status === 401) {
    const wasIn = screen === 'work';
    go('login');
    $('login-problem').textContent = wasIn ? t('login.over') : '';
    return true;
  }
  if (['venue-not-yours', 'venue-unknown'].includes(failed.problem.code)) {
    keep({venue: ''});
    enter();
    return true;
  }
  if (failed.status === 429) {
    const seconds = Math.max(1, failed.retryAfter);
    pausedUntil = performance.now() + seconds * 1000;
    notice(t('busy', {seconds}));
    return true;
  }
  return false;
}

// ---- Logging in, and where

async function enter() {
  try {
    venues = await call('GET', '/v1/venues');
  } catch (failed) {
    if (failed instanceof Refused && !refused(failed)) {
      go('venues');
      $('venues-problem').textContent = t('venues.failed');
    } else if (failed instanceof Unreachable && settings.venue) {
      go('work');
    }
    return;
  }
  const only = venues.length === 1 ? venues[0].id : '';
  if (only || venues.some((venue) => venue.id === settings.venue)) {
    work(only || settings.venue);
  } else {
    $('venues-problem').textContent = venues.length === 0 ? t('venues.none') : '';
    showVenues();
    go('venues');
  }
}

function showVenues() {
  $('venue-list').replaceChildren(
    ...venues.map((venue) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = venueName(venue.id) + (venue.open === false ? ` (${t('venues.closed')})` : '');
      button.addEventListener('click', () => work(venue.id));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}

function work(venue) {
  keep({venue});
  seesCounts = true;
  go('work');
  refresh();
  resumeCamera();
}

async function logIn(key) {
  $('login-problem').textContent = '';
  try {
    await call('POST', '/page/login', {json: {key}});
    await enter();
  } catch (failed) {
    const isWrong = failed.status === 401;
    $('login-problem').textContent = isWrong ? t('login.wrong') : failed instanceof Refused ? words(failed.problem) : t('away.title');
  }
}

async function logOut() {
  $('settings').close();
  try {
    await call('POST', '/page/logout');
    keep({venue: ''});
    go('login');
  } catch (failed) {
    notice(t('away.title'));
  }
}

// ---- What comes in

let pausedUntil = 0;
let queue = Promise.resolve();
let asked = 0;

/** Asks under one id until there is an answer, or the next person comes. */
async function answerTo(ask) {
  const number = asked;
  for (const pause of AGAIN_MILLIS) {
    await wait(pause);
    try {
      return await ask();
    } catch (failed) {
      if (failed instanceof Refused || number !== asked) {
        throw failed;
      }
    }
  }
  throw new Unreachable();
}

function decide(path, content) {
  if (screen !== 'work') {
    return Promise.resolve();
  }
  const json = {...content, venue: settings.venue, gate: GATE, scan: newScan()};
  asked++;
  queue = queue.then(async () => {
    try {
      result(await answerTo(() => call('POST', path, {json})));
    } catch (failed) {
      fail(failed);
    }
  });
  return queue;
}

function result(verdict) {
  decision.show(verdict);
  freshness(verdict);
  setTimeout(readReport, REPORT_MILLIS);
}

function fail(failed) {
  if (failed instanceof Refused) {
    refused(failed) || decision.showTrouble(words(failed.problem), failed.problem.code ?? String(failed.status));
  } else {
    decision.showTrouble(t('trouble.none'), '');
  }
}

let last = {text: '', seen: 0};

/** A text that stays in view, or is read again at once, is one scan. */
function take(text) {
  const trimmed = text.trim();
  if (screen === 'login') {
    logIn(trimmed);
  } else if (isIdNumber(trimmed)) {
    decide('/v1/verify/document', {number: trimmed});
  } else if (trimmed !== '') {
    const isSame = trimmed === last.text && performance.now() - last.seen < SAME_MILLIS;
    last = {text: trimmed, seen: performance.now()};
    return isSame ? Promise.resolve() : decide('/v1/verify', {text: trimmed});
  }
  return Promise.resolve();
}

// The camera's frames that go to the server have one id until no code was in view for a while: what
// stays in view counts once by that, and another code is refused under it.
const view = {scan: newScan(), seen: -Infinity, shown: '', isTakenBack: false};

async function frame(picture) {
  const place = new URLSearchParams({venue: settings.venue, gate: GATE, scan: view.scan});
  try {
    const verdict = await call('POST', `/v1/verify/picture?${place}`, {picture});
    if (verdict.reason === NO_CODE) {
      if (performance.now() - view.seen > SAME_MILLIS) {
        Object.assign(view, {scan: newScan(), shown: '', isTakenBack: false});
      }
      return;
    }
    view.seen = performance.now();
    if (verdict.reason !== view.shown) {
      view.shown = verdict.reason;
      result(verdict);
    }
  } catch (failed) {
    if (failed.status === 409) {
      if (view.isTakenBack) {
        view.seen = performance.now(); // what was taken back has to leave the view first
      } else {
        Object.assign(view, {scan: newScan(), shown: ''});
      }
    } else if (failed instanceof Refused && !refused(failed)) {
      pausedUntil = performance.now() + NOTICE_MILLIS;
      notice(words(failed.problem));
    }
  }
}

async function pictureFile(file) {
  notice(t('picture.reading'));
  let picture;
  try {
    const bitmap = await createImageBitmap(file);
    picture = await camera.grey(bitmap, bitmap.width, bitmap.height, PICTURE);
    bitmap.close();
  } catch (unreadable) {
    notice(t('picture.unreadable'));
    return;
  }
  $('notice').hidden = true;
  asked++;
  const place = new URLSearchParams({venue: settings.venue, gate: GATE, scan: newScan()});
  try {
    result(await answerTo(() => call('POST', `/v1/verify/picture?${place}`, {picture, within: PICTURE_MILLIS})));
  } catch (failed) {
    fail(failed);
  }
}

async function takeBack(id) {
  try {
    await call('POST', `/v1/decisions/${id}/annul`, {json: {venue: settings.venue, gate: GATE}});
    notice(t('undo.done'));
  } catch (failed) {
    if (failed instanceof Unreachable) {
      notice(t('undo.failed'));
      return false;
    }
    if (failed.status !== 404) {
      refused(failed) || notice(words(failed.problem));
      return false;
    }
    notice(t('undo.nothing'));
  }
  if (!camera.isOn()) {
    last = {text: '', seen: 0};
  }
  view.isTakenBack = id === view.scan;
  setTimeout(readReport, REPORT_MILLIS);
  return true;
}

// ---- The camera

let cameraNotice = 'off';

function showCamera() {
  const isOn = camera.isOn();
  $('video').hidden = !isOn;
  $('camera-notice').hidden = isOn;
  $('camera-notice').textContent = isOn ? '' : t(`camera.${cameraNotice}`);
  $('camera-start').hidden = isOn || cameraNotice === 'opening';
  $('camera-buttons').hidden = !isOn;
  $('torch').hidden = !camera.hasTorch();
}

async function openCamera(open) {
  cameraNotice = 'opening';
  showCamera();
  cameraNotice = (await open()) || 'off';
  camera.onLost(() => {
    camera.stop();
    cameraNotice = 'none';
    showCamera();
  });
  keep({camera: camera.isOn() ? 'on' : 'off'});
  $('torch').setAttribute('aria-pressed', 'false');
  $('camera-other').hidden = !camera.isOn() || !(await camera.hasOther());
  showCamera();
}

/** Turns it on without being asked if it was on before, and nobody has to be asked for it. */
async function resumeCamera() {
  if (settings.camera === 'on' && !camera.isOn()) {
    const permission = await navigator.permissions?.query({name: 'camera'}).catch(() => undefined);
    if (permission?.state === 'granted') {
      await openCamera(() => camera.start());
    }
  }
}

// ---- How the server is doing

let isAway = false;
let awaySince;
let status;
let report;
let seesCounts = true;
let statusTimer = 0;

onContact((isReached) => {
  if (isAway === isReached) {
    isAway = !isReached;
    awaySince = new Date();
    showAway();
    refreshIn(isAway ? STATUS_MILLIS_AWAY : 0);
  }
});

function showAway() {
  $('away').hidden = !isAway;
  document.body.classList.toggle('away', isAway);
  $('away-state').textContent = isAway ? t('away.since', {time: time(awaySince)}) : '';
}

function refreshIn(millis) {
  clearTimeout(statusTimer);
  statusTimer = setTimeout(refresh, millis);
}

async function refresh() {
  clearTimeout(statusTimer);
  try {
    const place = settings.venue ? `?${new URLSearchParams({venue: settings.venue})}` : '';
    status = await call('GET', `/v1/status${place}`);
  } catch (failed) {
    status = undefined;
    failed instanceof Refused && refused(failed);
  }
  if (screen === '' && !isAway) {
    await enter();
  }
  showStatus();
  if (status && screen === 'work') {
    await readReport();
  }
  refreshIn(isAway ? STATUS_MILLIS_AWAY : STATUS_MILLIS);
}

async function readReport() {
  if (!seesCounts) {
    return;
  }
  try {
    report = await call('GET', `/v1/reports/today?${new URLSearchParams({venue: settings.venue})}`);
  } catch (failed) {
    report = undefined;
    seesCounts = failed.status !== 403; // a gate's key has no right to them
  }
  today.show(report);
}

/** A verdict knows sooner than the next status. */
function freshness(verdict) {
  if (status && status.lists.state !== verdict.freshness) {
    refresh();
  }
}

function showStatus() {
  const lists = status?.lists;
  const issued = lists?.issued ? time(lists.issued) : '';
  const attention = [];
  if (['STALE_WARN', 'TOO_OLD', 'NEVER_SYNCED'].includes(lists?.state)) {
    attention.push([t(`attention.${lists.state}`, {issued}), lists.problem?.[current()]].filter(Boolean).join(' '));
  }
  if (status?.clock === 'SUSPECT') {
    attention.push(t('attention.clock'));
  }
  if (status?.journal?.recording === false) {
    attention.push(t('attention.journal'));
  }
  if (['ALONE', 'FULL'].includes(status?.guard)) {
    attention.push(t(`attention.${status.guard}`));
  }
  const shown = [...$('attention').firstElementChild.children].map((item) => item.textContent);
  if (shown.join('\n') !== attention.join('\n')) {
    $('attention').firstElementChild.replaceChildren(
      ...attention.map((text) => Object.assign(document.createElement('li'), {textContent: text})),
    );
  }
  $('attention').hidden = attention.length === 0;
  $('lists').textContent = lists ? t(`lists.${lists.state}`, {issued}) : '';
}

// ---- Everything that can be pressed, typed or dropped

function on(id, type, act) {
  $(id).addEventListener(type, act);
}

function onSubmit(id, act) {
  on(id, 'submit', (event) => {
    event.preventDefault();
    act();
  });
}

/** Returns what a field has, and clears it at once. */
function emptied(id) {
  const value = $(id).value;
  $(id).value = '';
  return value;
}

document.addEventListener('pointerdown', sound.allow);
document.addEventListener('keydown', sound.allow);
on('language', 'click', () => {
  keep({language: other()});
  apply();
});
on('open-settings', 'click', () => $('settings').showModal());
document.querySelectorAll('[data-setting]').forEach((select) =>
  select.addEventListener('change', () => {
    keep({[select.dataset.setting]: select.value});
    apply();
  }),
);
on('other-venue', 'click', () => {
  $('settings').close();
  keep({venue: ''});
  enter();
});
on('logout', 'click', logOut);
document.querySelectorAll('[data-way]').forEach((button) => button.addEventListener('click', () => way(button.dataset.way)));
on('away-retry', 'click', () => {
  $('away-state').textContent = t('away.trying');
  refresh();
});

onSubmit('login-form', () => logIn(emptied('key').trim()));
onSubmit('wedge-form', () => take(emptied('wedge')));
onSubmit('number-form', () => {
  const number = emptied('number').trim();
  if (/^[\dXx\s]{1,40}$/.test(number)) {
    decide('/v1/verify/document', {number: number.replace(/\s/g, '')});
  } else {
    take(number); // a code was scanned into this field
  }
});
on('kind', 'change', () => {
  $('born').hidden = $('kind').value === OTHER_PROVINCE;
  $('proven').hidden = !$('born').hidden;
});
onSubmit('birth-form', () => {
  if ($('kind').value === OTHER_PROVINCE) {
    decide('/v1/verify/document', {ageOver: Number($('age').value)});
    return;
  }
  const birthDate = day(emptied('birth').replace(/\D/g, ''));
  $('birth-problem').textContent = birthDate ? '' : t('birth.wrong');
  if (birthDate) {
    decide('/v1/verify/document', {kind: $('kind').value, birthDate});
  }
});

/** Returns 19550308 as 1955-03-08, and '' if there is no such day. */
function day(digits) {
  const written = digits.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const read = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(read.valueOf()) && read.toISOString().startsWith(written) ? written : '';
}

listen(take);

on('camera-start', 'click', () => openCamera(() => camera.start()));
on('camera-other', 'click', () => openCamera(() => camera.start(true)));
on('camera-stop', 'click', () => {
  camera.stop();
  cameraNotice = 'off';
  keep({camera: 'off'});
  showCamera();
});
on('torch', 'click', async () => {
  const isLit = $('torch').getAttribute('aria-pressed') !== 'true';
  await camera.torch(isLit);
  $('torch').setAttribute('aria-pressed', String(isLit));
});

on('picture', 'change', () => {
  const [file] = $('picture').files;
  if (file) {
    pictureFile(file).finally(() => ($('picture').value = ''));
  }
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  $('drop').classList.add('over');
});
document.addEventListener('dragleave', () => $('drop').classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  $('drop').classList.remove('over');
  takeFrom(event.dataTransfer);
});
document.addEventListener('paste', (event) => {
  if (event.clipboardData.files.length > 0) {
    takeFrom(event.clipboardData);
  }
});

function takeFrom(transfer) {
  const [file] = transfer.files;
  if (screen === 'work' && file) {
    pictureFile(file);
  } else if (screen === 'work') {
    take(transfer.getData('text/plain'));
  }
}

let installing;
window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  installing = event;
  $('install').hidden = false;
});
on('install', 'click', () => {
  installing.prompt();
  $('install').hidden = true;
});

window.addEventListener('online', () => refresh());
window.addEventListener('offline', () => refresh());
document.addEventListener('visibilitychange', () => document.hidden || refresh());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);

sound.onBlocked(() => notice(t('sound.blocked')));
decision.prepare(settings, takeBack);
way('scan');
apply();
refresh();
camera.watch({
  codes: (texts) => Promise.all(texts.map(take)),
  frame,
  isPaused: () => isAway || screen !== 'work' || performance.now() < pausedUntil,
});
navigator.serviceWorker?.register('/page/sw.js', {scope: '/'}).catch(() => {}); // without it the page just needs its server to load
