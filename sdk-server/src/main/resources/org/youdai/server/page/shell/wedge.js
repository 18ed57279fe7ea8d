// Scanners and card readers that type like a keyboard.
const PAUSE = 500;
const SHORTEST = 6;

/** Takes a burst of keys that ends with Enter, wherever the focus is. In a field, the field has it. */
export function listen(take) {
  let typed = '';
  let last = 0;
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      if (event.timeStamp - last > PAUSE) {
        typed = '';
      }
      const isEnter = event.key === 'Enter';
      if (!isEnter && event.key.length !== 1) {
        return;
      }
      last = event.timeStamp;
      if (event.target.matches?.('input, textarea')) {
        typed = '';
      } else if (!isEnter) {
        if (typed !== '') {
          event.preventDefault(); // a blank would press the button that has the focus
        }
        typed += event.key;
      } else if (typed.length >= SHORTEST) {
        event.preventDefault();
        const whole = typed;
        typed = '';
        take(whole);
      }
    },
    true,
  );
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Returns whether a text is a whole ID number (GB 11643): payment codes have 18 digits as well. */
export function isIdNumber(text) {
  const parts = /^\d{6}((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(text);
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return parts && '10X98765432'[sum % 11] === text[17].toUpperCase();
}
