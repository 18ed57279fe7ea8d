// The tone and the voice of a decision. Neither ever comes so late that it could be taken for the next person's.
const LATEST = 1500;
const LOUDNESS = 0.4;
const EDGE = 0.01;

let context;
let blocked = () => {};

/** Has `listener` told when the browser holds the sound back. */
export function onBlocked(listener) {
  blocked = listener;
}

/** Browsers let a page sound only after somebody has touched it. */
export function allow() {
  context ??= window.AudioContext ? new AudioContext() : undefined;
  if (context?.state === 'suspended') {
    context.resume();
  }
}

export function play(prompt, language, choice) {
  silence();
  if (choice === 'none') {
    return;
  }
  const millis = tone(prompt.tone);
  if (choice === 'voice' && prompt.voice) {
    say(prompt.voice, language, millis);
  }
}

let speaking = 0;
let sounding = [];

function silence() {
  clearTimeout(speaking);
  window.speechSynthesis?.cancel();
  sounding.forEach((oscillator) => oscillator.stop());
  sounding = [];
}

function tone(notes) {
  allow();
  if (context?.state !== 'running') {
    blocked();
    return 0;
  }
  let at = context.currentTime;
  for (const {hertz, millis} of notes) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    const end = at + millis / 1000;
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + EDGE);
    gain.gain.setValueAtTime(LOUDNESS, end - EDGE);
    gain.gain.linearRampToValueAtTime(0, end);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(end);
    sounding.push(oscillator);
    at = end;
  }
  return notes.reduce((sum, note) => sum + note.millis, 0);
}

function say(words, language, afterMillis) {
  if (!window.speechSynthesis) {
    return;
  }
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language === 'zh' ? 'zh-CN' : 'en';
  let hasBegun = false;
  utterance.onstart = () => (hasBegun = true);
  speaking = setTimeout(() => {
    speechSynthesis.speak(utterance);
    speaking = setTimeout(() => hasBegun || speechSynthesis.cancel(), LATEST - afterMillis);
  }, Math.min(afterMillis, LATEST));
}
