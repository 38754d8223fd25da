// The page of the blacklist: shows its entries, and changes them with the admin token.

import { get, HttpError, request } from './api.js';
import { dateAndTimeOf } from './dates.js';
import { button, byId, element, putText } from './dom.js';
import { inDigits } from './numbers.js';
import { say, translate } from './words.js';

const MAX_ROWS = 200;
const TOKEN_KEY = 'coursepulse.admin-token';
const ENTRIES = '/api/v1/blacklist/entries';

let blacklist = { entries: [], changes: false };
let showAll = false;

translate();
byId('token').value = sessionStorage.getItem(TOKEN_KEY) ?? '';

async function load() {
  try {
    show(await get('/api/v1/blacklist'));
    byId('notice').hidden = true;
  } catch (error) {
    byId('notice').hidden = false;
    byId('notice').textContent = messageOf(error);
  }
}

function messageOf(error) {
  return error instanceof HttpError ? error.message : say('serverGone');
}

function show(loaded) {
  blacklist = loaded;
  byId('page').setAttribute('aria-busy', 'false');
  byId('change').hidden = !blacklist.changes;
  putText(byId('hint'), !blacklist.configured ? say('blacklistOff') : say(blacklist.changes ? 'adminHint' : 'changesOff'));
  putText(byId('version'), versionText(blacklist));
  drawEntries();
}

function versionText({ configured, version, since, entries }) {
  if (!configured) {
    return '';
  }
  return version === 0 ? say('versionNone')
    : `${say('version', { number: inDigits(version), time: dateAndTimeOf(new Date(since)) })} · ${
      say('entries', { count: inDigits(entries.length) })}`;
}

function drawEntries() {
  const wanted = byId('find-entry').value.trim().toLowerCase();
  const found = blacklist.entries.filter((entry) => entry.toLowerCase().includes(wanted));
  const shown = showAll ? found : found.slice(0, MAX_ROWS);
  byId('entries').tBodies[0].replaceChildren(...shown.map(entryRow));
  byId('entries').hidden = found.length === 0;
  byId('more').hidden = found.length <= MAX_ROWS || showAll;
  putText(byId('more'), say('showAll', { count: inDigits(found.length) }));
}

function entryRow(entry) {
  const kind = entry.startsWith('agent ') ? 'kindAgent' : entry.startsWith('course ') ? 'kindCourse' : 'kindAddress';
  const row = element('tr', {},
    element('th', { scope: 'row', textContent: entry }),
    element('td', { textContent: say(kind) }),
    element('td', {}, ...(blacklist.changes ? [removeButton(entry)] : [])));
  row.dataset.entry = entry;
  return row;
}

function removeButton(entry) {
  const properties = { className: 'plain', textContent: say('remove'), ariaLabel: say('removeEntry', { name: entry }) };
  return button(properties, () => change(
    `${ENTRIES}?${new URLSearchParams({ entry })}`, { method: 'DELETE' }, () => say('confirmRemove', { name: entry })));
}

/** Sends a change, and says what came of it: `successText` is given by how many entries the list has grown. */
async function change(path, options, successText) {
  const token = byId('token').value;
  sessionStorage.setItem(TOKEN_KEY, token);
  const before = blacklist.entries.length;
  try {
    show(await request(path, { ...options, token }));
    showOutcome('good', successText(blacklist.entries.length - before));
    return true;
  } catch (error) {
    showOutcome('bad', messageOf(error));
    return false;
  }
}

function showOutcome(state, text) {
  byId('outcome').dataset.state = state;
  putText(byId('outcome'), text);
}

byId('change').addEventListener('submit', async (event) => {
  event.preventDefault();
  const entry = byId('entry').value.trim();
  if (entry === '') {
    return;
  }
  const isChanged = await change(ENTRIES, { method: 'POST', body: { entries: [entry] } },
    (added) => (added === 0 ? say('alreadyThere') : say('added', { count: inDigits(added) })));
  if (isChanged) {
    byId('entry').value = '';
  }
});

byId('file').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file === undefined) {
    return;
  }
  await change(ENTRIES, { method: 'POST', text: await file.text() },
    (added) => say('imported', { count: inDigits(added), file: file.name }));
  target.value = '';
});

byId('find-entry').addEventListener('input', drawEntries);
byId('more').addEventListener('click', () => {
  showAll = true;
  drawEntries();
});

load();
