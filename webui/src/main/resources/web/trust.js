// The strip that tells whether the numbers can be trusted: how fresh they are, what became of every line, whether the day
// can still change. And the rejected lines behind it.

import { get } from './api.js';
import { serverTime } from './clock.js';
import { timeOf } from './dates.js';
import { ago, inDigits, inSeconds, putText } from './numbers.js';
import { say } from './words.js';

// In the order in which a line's fate is told.
const OUTCOMES = ['counted', 'other_page', 'blacklisted', 'robot', 'no_line'];
const SAMPLES = 20;
// Fewer lines than that are on their way in a batch.
const MANY_WAIT = 1000;

const at = (id) => document.getElementById(id);

export class Trust {
  #trust;
  #day;
  #today;

  constructor() {
    at('rejected-close').addEventListener('click', () => at('rejected').close());
    // A click beside the dialog closes it.
    at('rejected').addEventListener('click', ({ target }) => target === at('rejected') && at('rejected').close());
  }

  take(trust) {
    this.#trust = trust;
    this.#drawLedger();
    this.tick();
    this.#drawFinality();
  }

  showDay(day, today) {
    this.#day = day;
    this.#today = today;
    this.#drawFinality();
  }

  /** Moves what depends on the time. */
  tick() {
    const trust = this.#trust;
    if (trust === undefined) {
      return;
    }
    this.#drawAudit();
    const parts = [];
    if (trust.problem !== undefined) {
      parts.push(say('kafkaProblem', { reason: trust.problem }));
    } else if (trust.newestLine === undefined) {
      parts.push(say('noLines'));
    } else {
      parts.push(say('newestLine', { ago: ago(new Date(trust.newestLine), serverTime()) }));
    }
    if (trust.countedWithinSeconds !== undefined) {
      parts.push(say('countedWithin', { time: inSeconds(1000 * trust.countedWithinSeconds) }));
    }
    if (trust.waiting > MANY_WAIT) {
      parts.push(say('wait', { count: inDigits(trust.waiting) }));
    }
    putText(at('freshness'), parts.join(' · '));
    at('freshness').title = trust.newestLine === undefined ? '' : timeOf(new Date(trust.newestLine));
  }

  #drawLedger() {
    const place = at('ledger');
    const { known, lines, outcomes, rejected, adds } = this.#trust;
    const refused = Object.values(rejected).reduce((a, b) => a + b, 0);
    const key = JSON.stringify([known, lines, outcomes, refused, adds]);
    if (place.dataset.drawn === key) {
      return;
    }
    place.dataset.drawn = key;
    if (!known) {
      place.textContent = say('ledgerUnknown');
      return;
    }
    const button = place.querySelector('button') ?? this.#rejectedButton();
    putText(button, `${inDigits(refused)} ${say('rejected')}`);
    // A newer topology may know more outcomes: they have no words, but they are part of the sum.
    const others = Object.keys(outcomes).filter((outcome) => !OUTCOMES.includes(outcome));
    const sum = [...OUTCOMES.filter((outcome) => outcomes[outcome] !== undefined || outcome === 'counted'), ...others]
      .map((outcome) => `${inDigits(outcomes[outcome] ?? 0)} ${OUTCOMES.includes(outcome) ? say(outcome) : outcome}`)
      .join(' + ');
    const text = `${say('linesIn', { count: inDigits(lines) })} = ${sum} + `;
    if (place.firstChild?.nodeType === Node.TEXT_NODE) {
      place.firstChild.data = text;
    } else {
      place.prepend(text);
    }
    if (!button.isConnected) {
      place.replaceChildren(text, button);
    }
    place.dataset.state = adds ? 'good' : 'bad';
    place.title = adds ? '' : say('notAdding');
  }

  #drawAudit() {
    const { audit } = this.#trust;
    const place = at('audit');
    if (audit === undefined) {
      putText(place, say('notAudited'));
      return;
    }
    putText(place, say(`audit_${audit.verdict}`, { ago: ago(new Date(audit.at)) }));
    place.dataset.state = { EXACT: 'good', CONSISTENT: 'good', DIFFERENT: 'bad' }[audit.verdict];
    place.title = say('auditHint', {
      lines: inDigits(audit.lines), clicks: inDigits(audit.counted), time: new Date(audit.at).toLocaleString(),
    });
  }

  #rejectedButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'show-rejected';
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', () => this.#openRejected());
    return button;
  }

  #openRejected() {
    const reasons = Object.entries(this.#trust.rejected).sort((a, b) => b[1] - a[1]);
    at('reasons').replaceChildren(...reasons.map(([reason, lines], i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.reason = reason;
      button.textContent = `${reason} ${inDigits(lines)}`;
      button.setAttribute('aria-pressed', String(i === 0));
      button.addEventListener('click', () => {
        for (const other of at('reasons').children) {
          other.setAttribute('aria-pressed', String(other === button));
        }
        showSamples(reason);
      });
      return button;
    }));
    at('samples').replaceChildren();
    at('rejected').showModal();
    showSamples(reasons[0]?.[0]);
  }

  #drawFinality() {
    if (this.#day === undefined) {
      return;
    }
    const over = this.#day < this.#today;
    const waiting = this.#trust?.waiting;
    const final = over && waiting === 0;
    at('finality').dataset.state = final ? 'good' : 'moving';
    putText(at('finality'), final ? say('final') : over && waiting > 0 ? say('notFinal') : over ? '' : say('moving'));
    at('finality').title = final ? say('finalHint') : over ? '' : say('movingHint');
  }
}

async function showSamples(reason) {
  const query = new URLSearchParams({ limit: SAMPLES });
  if (reason !== undefined) {
    query.set('reason', reason);
  }
  let items;
  try {
    const { samples, problem } = await get(`/api/v1/rejected?${query}`);
    items = samples.length === 0 ? [problem ?? say('noSamples')] : samples.map(sampleItem);
  } catch (refusal) {
    items = [refusal.message];
  }
  at('samples').replaceChildren(...items.map((item) => {
    const entry = document.createElement('li');
    entry.append(item);
    return entry;
  }));
}

// Whoever sent the line chose its bytes: they become text, never elements.
function sampleItem({ reason, topic, partition, offset, at: seen, line, bytes, cut }) {
  const sample = document.createElement('div');
  const origin = document.createElement('p');
  origin.textContent = `${reason} · ${say('sampleOf', { topic, partition, offset, bytes: inDigits(bytes) })} · ${timeOf(new Date(seen))}`;
  const code = document.createElement('pre');
  code.textContent = line;
  sample.append(origin, code);
  if (cut) {
    const note = document.createElement('p');
    note.textContent = `… ${say('cut')}`;
    sample.append(note);
  }
  return sample;
}
