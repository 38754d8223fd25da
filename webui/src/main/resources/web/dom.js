// Finding, making and changing elements. Texts are always set as text, never as HTML: much of what the page shows was
// chosen by visitors.

import { inDigits } from './numbers.js';

export function byId(id) {
  return document.getElementById(id);
}

/** A new element: `properties` are its DOM properties (`className`, `textContent`, ...), `children` nodes or texts. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A new button that calls `onClick`. */
export function button(properties, onClick) {
  const made = element('button', { type: 'button', ...properties });
  made.addEventListener('click', onClick);
  return made;
}

/** Marks one of a group of buttons as the pressed one. */
export function press(pressed, group) {
  for (const each of group) {
    each.setAttribute('aria-pressed', String(each === pressed));
  }
}

/** Sets a text, unless the element has it already: an unchanged page costs no layout. */
export function putText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Sets a number; `data-value` has it without separators. */
export function putNumber(target, value) {
  const text = String(value);
  if (target.dataset.value !== text) {
    target.dataset.value = text;
    target.textContent = inDigits(value);
  }
}
