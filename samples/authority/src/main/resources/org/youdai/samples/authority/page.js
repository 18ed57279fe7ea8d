'use strict';
const PERIOD = 30;
const live = document.getElementById('live');
const left = document.getElementById('left');
const address = live.getAttribute('src');
let seconds = PERIOD;
setInterval(() => {
  seconds -= 1;
  if (seconds === 0) {
    seconds = PERIOD;
    live.src = address + '?' + Date.now();
  }
  left.textContent = seconds;
}, 1000);
