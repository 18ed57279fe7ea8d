// Today's counts, and a chart of the hours.
import {t} from './words.js';

const KINDS = ['ADMIT', 'CHARGE', 'RETRY', 'ASSIST'];
const EARLIEST = 8;
const LATEST = 18;
const HEIGHT = 130;
const SVG = 'http://www.w3.org/2000/svg';

const $ = (id) => document.getElementById(id);

/** Shows a report, or that there is none. */
export function show(report) {
  $('today-none').hidden = report !== undefined;
  $('today-all').hidden = report === undefined;
  if (report) {
    const counts = KINDS.map((kind) => [`today.${kind}`, report.outcomes[kind] ?? 0]);
    $('counts').replaceChildren(...[...counts, ['today.annulled', report.annulled]].map(([key, number]) => tile(key, number)));
    const hours = spread(report.hours);
    $('chart').replaceChildren(...bars(hours));
    $('hours').replaceChildren(...hours.map(({hour, number}) => row(hour, number)));
  }
}

function element(name, text = '') {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function tile(key, number) {
  const tile = document.createElement('div');
  tile.append(element('dt', t(key)), element('dd', String(number)));
  return tile;
}

/** The hours of a working day, and all with anybody in them. */
function spread(hours) {
  const busy = hours.flatMap((number, hour) => (number > 0 ? [hour] : []));
  const first = Math.min(EARLIEST, ...busy);
  const last = Math.max(LATEST, ...busy);
  return hours.map((number, hour) => ({hour, number})).slice(first, last + 1);
}

function row(hour, number) {
  const row = document.createElement('tr');
  const head = element('th', `${hour}:00`);
  head.scope = 'row';
  row.append(head, element('td', String(number)));
  return row;
}

function drawn(name, attributes, text = '') {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.textContent = text;
  return made;
}

/** Places are shares of the width, so that the numbers keep their size on every screen. */
function bars(hours) {
  const most = Math.max(1, ...hours.map((each) => each.number));
  const width = 100 / hours.length;
  return hours.flatMap(({hour, number}, index) => {
    const height = Math.round((HEIGHT * number) / most);
    const middle = `${width * (index + 0.5)}%`;
    const bar = drawn('rect', {
      x: `${width * (index + 0.15)}%`,
      width: `${width * 0.7}%`,
      height: Math.max(2, height),
    });
    bar.style.y = `calc(1.5rem + ${HEIGHT - height}px)`;
    const texts = [];
    if (number === most && number > 0) {
      const label = drawn('text', {x: middle, 'text-anchor': 'middle'}, String(number));
      label.style.transform = `translateY(calc(1.2rem + ${HEIGHT - height}px))`;
      texts.push(label);
    }
    if (hour % 4 === 0) {
      const label = drawn('text', {x: middle, 'text-anchor': 'middle'}, String(hour));
      label.style.transform = `translateY(calc(2.7rem + ${HEIGHT}px))`;
      texts.push(label);
    }
    return [bar, ...texts];
  });
}
