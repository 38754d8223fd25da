// The strip that says whether the numbers can be trusted: how fresh they are, what became of every line, what the last
// audit found, and whether the day can still change.

import { serverTime } from './clock.js';
import { dateAndTimeOf, timeOf } from './dates.js';
import { button, byId, putText } from './dom.js';
import { ago, inDigits, inSeconds } from './numbers.js';
import { RejectedLines } from './rejected-lines.js';
import { say } from './words.js';

// In the order of reading. Rejected lines come last: they are a button.
const OUTCOMES = ['counted', 'other_page', 'not_served', 'blacklisted', 'robot', 'no_line'];
// Up to so many lines are usually on their way in a batch.
const MANY_WAITING = 1000;

/** How fresh the counts are. */
export function freshnessText({ problem, newestLine, countedWithinSeconds, waiting }, now) {
  const parts = [];
  if (problem !== undefined) {
    parts.push(say('kafkaProblem', { reason: problem }));
  } else if (newestLine === undefined) {
    parts.push(say('noLines'));
  } else {
    parts.push(say('newestLine', { ago: ago(new Date(newestLine), now) }));
  }
  if (countedWithinSeconds !== undefined) {
    parts.push(say('countedWithin', { time: inSeconds(1000 * countedWithinSeconds) }));
  }
  if (waiting > MANY_WAITING) {
    parts.push(say('waitingLines', { count: inDigits(waiting) }));
  }
  return parts.join(' · ');
}

/** What became of every line, up to the number of rejected ones. */
export function ledgerText({ lines, outcomes }) {
  // A newer topology may have more outcomes: they have no words, but they are part of the sum.
  const others = Object.keys(outcomes).filter((outcome) => !OUTCOMES.includes(outcome));
  const sum = [...OUTCOMES.filter((outcome) => outcomes[outcome] !== undefined || outcome === 'counted'), ...others]
    .map((outcome) => `${inDigits(outcomes[outcome] ?? 0)} ${OUTCOMES.includes(outcome) ? say(outcome) : outcome}`)
    .join(' + ');
  return `${say('linesIn', { count: inDigits(lines) })} = ${sum} + `;
}

/** What the last audit found, as `{ state, text, hint }`; `audit` is undefined if there was none. */
export function auditText(audit, now) {
  if (audit === undefined) {
    return { state: '', text: say('notAudited'), hint: '' };
  }
  const time = new Date(audit.at);
  return {
    state: { EXACT: 'good', CONSISTENT: 'good', DIFFERENT: 'bad' }[audit.verdict] ?? '',
    text: say(`audit_${audit.verdict}`, { ago: ago(time, now) }),
    hint: say('auditHint', { lines: inDigits(audit.lines), clicks: inDigits(audit.counted), time: dateAndTimeOf(time) }),
  };
}

/** Whether a day can still change, as `{ state, text, hint }`; `waiting` lines are not counted yet, undefined if not known. */
export function finalityText(day, today, waiting) {
  if (day >= today) {
    return { state: 'moving', text: say('moving'), hint: say('movingHint') };
  }
  return waiting === 0 ? { state: 'good', text: say('final'), hint: say('finalHint') }
    : { state: 'moving', text: waiting > 0 ? say('notFinal') : '', hint: '' };
}

export class Trust {
  #trust;
  #day;
  #today;
  #rejectedLines = new RejectedLines();
  #sum = document.createTextNode('');
  #rejectedButton = button({ id: 'show-rejected', ariaHasPopup: 'dialog' }, () => this.#rejectedLines.open());

  /** Takes what the server knows now. */
  take(trust) {
    this.#trust = trust;
    this.#rejectedLines.take(trust.rejected);
    this.#drawLedger();
    this.#drawFinality();
    this.tick();
  }

  showDay(day, today) {
    this.#day = day;
    this.#today = today;
    this.#drawFinality();
  }

  /** Updates what depends on the time. */
  tick() {
    if (this.#trust === undefined) {
      return;
    }
    const { newestLine, audit } = this.#trust;
    putText(byId('freshness'), freshnessText(this.#trust, serverTime()));
    byId('freshness').title = newestLine === undefined ? '' : timeOf(new Date(newestLine));
    draw(byId('audit'), auditText(audit, serverTime()));
  }

  #drawLedger() {
    const place = byId('ledger');
    const { known, rejected, adds } = this.#trust;
    if (!known) {
      place.textContent = say('ledgerUnknown');
      return;
    }
    const rejectedCount = Object.values(rejected).reduce((a, b) => a + b, 0);
    this.#sum.data = ledgerText(this.#trust);
    putText(this.#rejectedButton, `${inDigits(rejectedCount)} ${say('rejected')}`);
    if (!this.#rejectedButton.isConnected) {
      place.replaceChildren(this.#sum, this.#rejectedButton);
    }
    place.dataset.state = adds ? 'good' : 'bad';
    place.title = adds ? '' : say('notAdding');
  }

  #drawFinality() {
    if (this.#day !== undefined) {
      draw(byId('finality'), finalityText(this.#day, this.#today, this.#trust?.waiting));
    }
  }
}

function draw(place, { state, text, hint }) {
  putText(place, text);
  place.dataset.state = state;
  place.title = hint;
}
