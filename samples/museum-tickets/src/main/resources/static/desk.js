'use strict';
const at = (id) => document.getElementById(id);

async function report() {
  const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  at('report').textContent = await (await fetch('/report?day=' + day)).text();
}

async function enter() {
  const codes = at('codes').value.split('\n').filter((line) => line.trim());
  const path = codes.length > 1 ? '/groups' : '/tickets';
  const options = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: codes.join('\n') };
  const answer = await fetch(path, options);
  const entries = answer.ok ? [await answer.json()].flatMap((one) => one.entries ?? [one]) : [];
  at('total').textContent = answer.ok
    ? '票 tickets: ' + entries.filter((entry) => entry.ticket).length + ' / ' + codes.length
    : '没有办成，请再试 Not done, try again: ' + answer.status;
  at('entries').replaceChildren(...entries.map((entry) => {
    const line = document.createElement('li');
    line.className = entry.ticket ? '' : 'none';
    line.textContent = entry.zh + ' ';
    const small = document.createElement('small');
    small.textContent = entry.en + ' ' + entry.reason;
    line.append(small);
    return line;
  }));
  at('codes').value = '';
  await report();
}

at('enter').addEventListener('click', enter);


report();
