// What fills the screen: the decision, or that there is none. Every text goes in as text, never as markup.
import * as sound from './sound.js';
import {current, t} from './words.js';

const UNDO_SECONDS = 30;
const NOT_WRITTEN_DOWN = ['YD-101', 'YD-102', 'YD-201']; // nobody's certificate was seen

const $ = (id) => document.getElementById(id);
const panel = $('decision');

let settings;
let takeBack;
let shown;
let focused;
let closing = 0;
let admitted;
let counting = 0;

/** Prepares it: `undo` takes an admission back by its id, and returns whether it is done with. */
export function prepare(chosen, undo) {
  settings = chosen;
  takeBack = undo;
  $('decision-close').addEventListener('click', close);
  $('undo').addEventListener('click', undoLast);
  $('undo-late').addEventListener('click', undoLast);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  window.addEventListener('resize', fit);
}

export function show(verdict) {
  display(content(verdict));
  shown = verdict;
  if (verdict.outcome === 'ADMIT') {
    admitted = {id: verdict.id, until: performance.now() + UNDO_SECONDS * 1000};
    count();
  } else {
    showUndo();
  }
}

/** Shows that there is no decision, and that staff go by the document. */
export function showTrouble(detail, code) {
  shown = undefined;
  const prompt = {
    large: t('trouble.large'),
    headline: t('trouble.headline'),
    nextStep: '',
    alternative: '',
    staff: detail,
    voice: '',
    tone: [{hertz: 523, millis: 450}],
  };
  display({outcome: 'ASSIST', prompt, code, rule: []});
  showUndo();
}

/** Says what is shown in the other language. */
export function translate() {
  if (!panel.hidden && shown) {
    fill(content(shown));
  }
}

function content(verdict) {
  const rule = [
    verdict.rule ? t('decision.rule', {rule: verdict.rule}) : '',
    verdict.repeat ? t('decision.repeat') : '',
    !verdict.recorded && !NOT_WRITTEN_DOWN.includes(verdict.reason) ? t('decision.unrecorded') : '',
    `…${verdict.id.slice(-8)}`,
  ];
  return {outcome: verdict.outcome, prompt: verdict[current()], code: verdict.reason, rule};
}

function display(what) {
  fill(what);
  sound.play(what.prompt, current(), settings.sound);
  $('announce').textContent = ''; // the same words twice are announced twice
  requestAnimationFrame(() => {
    const {headline, nextStep} = what.prompt;
    $('announce').textContent = [headline, nextStep, what.prompt.staff].filter(Boolean).join(' ');
  });
  clearTimeout(closing);
  if (settings.stay !== '0') {
    closing = setTimeout(close, Number(settings.stay) * 1000);
  }
}

function fill({outcome, prompt, code, rule}) {
  panel.dataset.outcome = outcome;
  $('decision-sign').firstElementChild.setAttribute('href', `#sign-${outcome}`);
  $('decision-large').textContent = prompt.large;
  const next = withoutEnd(prompt.nextStep, prompt.alternative);
  $('decision-headline').textContent = prompt.headline === prompt.large ? '' : prompt.headline; // once is enough
  $('decision-next').textContent = next === prompt.headline ? '' : next;
  $('decision-alternative').textContent = capital(prompt.alternative);
  $('decision-code').textContent = code;
  $('decision-reason').textContent = prompt.staff;
  $('decision-rule').textContent = rule.filter(Boolean).join(' · ');
  focused = panel.hidden ? document.activeElement : focused;
  panel.hidden = false;
  document.querySelector('main').inert = true;
  $('bar').inert = true;
  fit();
}

/** The alternative stands on a line of its own. */
function withoutEnd(text, end) {
  return end && text.endsWith(end) ? text.slice(0, -end.length).replace(/[，；,;\s]+$/, '') : text;
}

function capital(text) {
  const words = text.replace(/^or /, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Makes the type as large as the screen allows. */
function fit() {
  if (panel.hidden) {
    return;
  }
  const words = $('decision-words');
  const large = $('decision-large');
  const style = panel.style;
  style.setProperty('--fit', '1');
  for (let scale = 1; scale > 0.2; scale -= 0.04) {
    style.setProperty('--large', scale.toFixed(2));
    if (large.scrollWidth <= large.clientWidth) {
      break;
    }
  }
  for (let scale = 1; scale > 0.2; scale -= 0.04) {
    style.setProperty('--fit', scale.toFixed(2));
    if (words.scrollHeight <= words.clientHeight) {
      break;
    }
  }
}

export function close() {
  clearTimeout(closing);
  if (panel.hidden) {
    return;
  }
  panel.hidden = true;
  document.querySelector('main').inert = false;
  $('bar').inert = false;
  focused?.focus({preventScroll: true});
  showUndo();
}

export function isOpen() {
  return !panel.hidden;
}

function secondsLeft() {
  return admitted ? Math.ceil((admitted.until - performance.now()) / 1000) : 0;
}

function count() {
  clearTimeout(counting);
  showUndo();
  if (secondsLeft() > 0) {
    counting = setTimeout(count, 1000);
  }
}

function showUndo() {
  const seconds = secondsLeft();
  const isLast = shown !== undefined && shown.id === admitted?.id;
  $('undo').hidden = seconds <= 0 || !isLast;
  $('undo-bar').hidden = seconds <= 0 || !panel.hidden;
  $('undo').textContent = $('undo-late').textContent = t('undo.button', {seconds});
  $('undo-words').textContent = t('undo.last');
}

async function undoLast() {
  if (admitted && (await takeBack(admitted.id))) {
    admitted = undefined;
    close();
    showUndo();
  }
}
