import { h } from './dom.js';

/** How long a step takes before the person is told for how long it has: most are quicker. */
const SHORT_WAIT_S = 5;

/**
 * Says that the page is waiting; of a long wait, for how many seconds so far.
 *
 * @param {HTMLElement} status
 * @param {import('./texts.js').Texts} texts
 * @returns {() => void} ends it
 */
export function sayWaiting(status, texts) {
  const message = h('span', {}, texts.wait);
  // Not for screen readers, which would read it out each second.
  const seconds = h('span', { 'aria-hidden': 'true' });
  status.replaceChildren(message, seconds);
  const stop = everySecond((passed) => {
    if (passed < SHORT_WAIT_S) return;
    if (message.textContent !== texts.waitLong) message.textContent = texts.waitLong;
    seconds.textContent = texts.seconds(passed);
  });
  return () => {
    stop();
    status.replaceChildren();
  };
}

/**
 * A button to try again; usable only once the seconds that the gateway asks to wait are over.
 *
 * @param {() => void} retry
 * @param {number} seconds
 * @param {import('./texts.js').Texts} texts
 */
export function retryButton(retry, seconds, texts) {
  const button = h('button', { type: 'button', class: 'retry', click: retry }, texts.retry);
  const show = (/** @type {number} */ left) => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? texts.retryIn(left) : texts.retry;
  };
  show(seconds);
  const stop = everySecond((passed) => {
    show(seconds - passed);
    if (passed >= seconds) stop();
  });
  return button;
}

/**
 * @param {(passed: number) => void} onSecond gets the seconds since the call: browsers slow down the timers of hidden pages
 * @returns {() => void} ends it
 */
function everySecond(onSecond) {
  const start = performance.now();
  const timer = setInterval(() => onSecond(Math.round((performance.now() - start) / 1000)), 1000);
  return () => clearInterval(timer);
}
