// The texts of the page: one file for each language, and nothing of them anywhere else.
const read = (language) => fetch(`/page/${language}.json`).then((response) => response.json());
const [zh, en] = await Promise.all([read('zh'), read('en')]);
const all = {zh, en};

let language = 'zh';

export function current() {
  return language;
}

export function other() {
  return language === 'zh' ? 'en' : 'zh';
}

export function t(key, places = {}) {
  return all[language][key].replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
}

/** A text that the page may not have, such as the name of an operator's own venue. */
export function tOr(key, otherwise) {
  return all[language][key] ?? otherwise;
}

export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
}

/** Month, day, hour and minute in China, which is where the lists are from. */
export function time(instant) {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}
