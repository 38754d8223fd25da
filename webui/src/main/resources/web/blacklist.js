import { ask, get, Refusal } from './api.js';
import { inDigits, putText } from './numbers.js';
import { locale, say, translate } from './words.js';

const FEW = 200;
const TOKEN = 'coursepulse.admin-token';

const at = (id) => document.getElementById(id);
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
let list = { entries: [], changes: false };
let showAll = false;

translate();
at('token').value = sessionStorage.getItem(TOKEN) ?? '';

async function show() {
  try {
    take(await get('/api/v1/blacklist'));
    at('notice').hidden = true;
  } catch (refusal) {
    at('notice').hidden = false;
    at('notice').textContent = refusal instanceof Refusal ? refusal.message : say('serverGone');
  }
}

function take(answer) {
  list = answer;
  at('page').setAttribute('aria-busy', 'false');
  at('change').hidden = !list.changes;
  putText(at('hint'), !list.configured ? say('blacklistOff') : list.changes ? say('adminHint') : say('changesOff'));
  putText(at('version'), !list.configured ? '' : list.version === 0 ? say('versionNone')
    : `${say('version', { number: inDigits(list.version), time: dateAndTime.format(new Date(list.since)) })} · ${say('entries', { count: inDigits(list.entries.length) })}`);
  draw();
}

function draw() {
  const wanted = at('find-entry').value.trim().toLowerCase();
  const found = list.entries.filter((entry) => entry.toLowerCase().includes(wanted));
  const shown = showAll ? found : found.slice(0, FEW);
  at('entries').tBodies[0].replaceChildren(...shown.map(entryRow));
  at('entries').hidden = found.length === 0;
  at('more').hidden = found.length <= FEW || showAll;
  putText(at('more'), say('entries', { count: inDigits(found.length) }));
}

function entryRow(entry) {
  const row = document.createElement('tr');
  row.dataset.entry = entry;
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = entry;
  const kind = document.createElement('td');
  kind.textContent = say(entry.startsWith('agent ') ? 'kindAgent' : entry.startsWith('course ') ? 'kindCourse' : 'kindAddress');
  const action = document.createElement('td');
  if (list.changes) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = say('remove');
    button.setAttribute('aria-label', say('removeEntry', { name: entry }));
    button.addEventListener('click', () => change(
      () => send(`/api/v1/blacklist/entries?${new URLSearchParams({ entry })}`, { method: 'DELETE' }),
      () => say('confirmRemove', { name: entry })));
    action.append(button);
  }
  row.append(name, kind, action);
  return row;
}

function send(path, options) {
  return ask(path, { ...options, token: at('token').value });
}

async function change(sending, tell) {
  sessionStorage.setItem(TOKEN, at('token').value);
  const before = list.entries.length;
  try {
    take(await sending());
    at('outcome').dataset.state = 'good';
    putText(at('outcome'), tell(list.entries.length - before));
    return true;
  } catch (refusal) {
    at('outcome').dataset.state = 'bad';
    putText(at('outcome'), refusal instanceof Refusal ? refusal.message : say('serverGone'));
    return false;
  }
}

at('change').addEventListener('submit', async (event) => {
  event.preventDefault();
  const entry = at('entry').value.trim();
  if (entry === '') {
    return;
  }
  const changed = await change(
    () => send('/api/v1/blacklist/entries', { method: 'POST', body: { entries: [entry] } }),
    (more) => (more === 0 ? say('alreadyThere') : say('added', { count: inDigits(more) })));
  if (changed) {
    at('entry').value = '';
  }
});

at('file').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file === undefined) {
    return;
  }
  const text = await file.text();
  await change(
    () => send('/api/v1/blacklist/entries', { method: 'POST', text }),
    (more) => say('imported', { count: inDigits(more), file: file.name }));
  target.value = '';
});

at('find-entry').addEventListener('input', draw);
at('more').addEventListener('click', () => {
  showAll = true;
  draw();
});

show();
