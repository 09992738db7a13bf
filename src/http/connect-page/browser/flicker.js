import { h } from './dom.js';

/** How long a frame stands: a TAN generator reads some ten in a second. */
const FRAME_MS = 100;

/**
 * A chipTAN code to be held before a TAN generator. It flickers only once it was asked to: flashing light makes some people ill.
 *
 * @param {string[][]} frames "1" is light, "0" is dark
 * @param {import('./texts.js').Texts} texts
 */
export function drawFlicker(frames, texts) {
  const bars = (frames[0] ?? []).map(() => h('span', { class: 'bar' }));
  const button = h('button', { type: 'button', class: 'quiet', click: toggle }, texts.flickerStart);
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let at = 0;
  show();
  return h(
    'div',
    { class: 'flicker' },
    h('div', { class: 'bars', role: 'img', 'aria-label': texts.flicker }, ...bars),
    button,
  );

  function show() {
    bars.forEach((bar, index) => bar.classList.toggle('light', frames[at]?.[index] === '1'));
  }

  function toggle() {
    if (timer === undefined) timer = setInterval(goOn, FRAME_MS);
    else stop();
    button.textContent = timer === undefined ? texts.flickerStart : texts.flickerStop;
  }

  function goOn() {
    at = (at + 1) % frames.length;
    if (button.isConnected) show();
    else stop();
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
  }
}
