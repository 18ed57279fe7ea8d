// The camera. A browser that reads QR codes does so here; for the others the server does.
const WIDTH = 1280;
const HEIGHT = 720;
const GAP = 250;
const GAP_WHEN_STILL = 1000;
const STILL = 2;
const QUALITY = 0.7;

const video = document.getElementById('video');
const canvas = document.createElement('canvas');
const thumb = Object.assign(document.createElement('canvas'), {width: 32, height: 18});

let stream;
let lock;

/** Returns why there is no camera: `insecure`, `refused`, `none`, `busy` or `failed`. */
function reason(failed) {
  switch (failed.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

/** Turns it on, or the next one if `isOther`; returns '' if it runs, else why it does not. */
export async function start(isOther = false) {
  const before = stream?.getVideoTracks()[0]?.getSettings().deviceId;
  stop();
  if (!navigator.mediaDevices?.getUserMedia) {
    return 'insecure';
  }
  try {
    const ids = (await list()).map((each) => each.deviceId);
    const next = ids[(ids.indexOf(before) + 1) % ids.length];
    const chosen = isOther ? {deviceId: {exact: next}} : {facingMode: 'environment'};
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {...chosen, width: {ideal: WIDTH}, height: {ideal: HEIGHT}},
    });
    video.srcObject = stream;
    await video.play();
  } catch (failed) {
    stop();
    return reason(failed);
  }
  keepAwake();
  return '';
}

export function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  video.srcObject = null;
  lock?.release().catch(() => {});
  lock = undefined;
}

export function isOn() {
  return stream !== undefined && stream.active;
}

/** Has `listener` told when the camera goes without being asked to, as when a cable is pulled. */
export function onLost(listener) {
  stream?.getVideoTracks().forEach((track) => track.addEventListener('ended', listener));
}

async function list() {
  return (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === 'videoinput');
}

export async function hasOther() {
  return (await list()).length > 1;
}

export function hasTorch() {
  return stream?.getVideoTracks()[0]?.getCapabilities?.().torch === true;
}

export function torch(isOn) {
  return stream.getVideoTracks()[0].applyConstraints({advanced: [{torch: isOn}]});
}

async function keepAwake() {
  try {
    lock = await navigator.wakeLock?.request('screen');
  } catch (refused) {
    lock = undefined; // with a low battery; the screen then goes dark as usual
  }
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && isOn()) {
    keepAwake();
  }
});

/** Returns what reads QR codes in this browser, if anything does. */
export async function detector() {
  const formats = await window.BarcodeDetector?.getSupportedFormats();
  return formats?.includes('qr_code') ? new BarcodeDetector({formats: ['qr_code']}) : undefined;
}

/** Draws a picture in grey, no larger than `most` says, and returns it as a JPEG. */
export function grey(source, width, height, most = {width: WIDTH, height: HEIGHT}) {
  const scale = Math.min(1, most.width / width, most.height / height);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.filter = 'grayscale(1)';
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
}

let before;

/** Returns whether next to nothing has moved since the last call. */
function isStill() {
  const pen = thumb.getContext('2d', {willReadFrequently: true});
  pen.drawImage(video, 0, 0, thumb.width, thumb.height);
  const now = pen.getImageData(0, 0, thumb.width, thumb.height).data;
  const moved = before ? now.reduce((sum, value, index) => sum + Math.abs(value - before[index]), 0) : Infinity;
  before = now;
  return moved < STILL * now.length;
}

/**
 * Looks at the camera for ever, one frame at a time: has `codes` told of what the browser has read,
 * or `frame` of a picture for the server. Both return when they have an answer.
 */
export async function watch({codes, frame, isPaused}) {
  const reader = await detector();
  let last = 0;
  for (;;) {
    await new Promise((done) => setTimeout(done, Math.max(20, last + GAP - performance.now())));
    const isReady = isOn() && video.videoWidth > 0 && !document.hidden && !isPaused();
    if (!isReady || (!reader && isStill() && performance.now() - last < GAP_WHEN_STILL)) {
      await new Promise((done) => setTimeout(done, GAP));
      continue;
    }
    last = performance.now();
    try {
      const found = reader ? await reader.detect(video) : [];
      if (reader && found.length < 2) {
        await codes(found.map((each) => each.rawValue));
      } else {
        await frame(await grey(video, video.videoWidth, video.videoHeight)); // several codes: the server knows whose
      }
    } catch (turnedOff) {
      // The camera went while its frame was being looked at; another comes when it is back.
    }
  }
}
