import { h } from './dom.js';
import { login } from './login.js';

/** @typedef {'bank' | 'login' | 'accounts' | 'done'} Phase */

/** The person picks accounts only where the application asked for it. @type {Phase[]} */
const PHASES = [
  'bank',
  'login',
  ...(login.request.accountSelection === 'ALL' ? [] : [/** @type {const} */ ('accounts')]),
  'done',
];

/**
 * Where the person is on the way. A bank asks for as many screens as it likes; all of its own belong to the login.
 *
 * @param {HTMLElement} list
 * @param {Phase | null} current null hides it: the way has ended early
 * @param {import('./texts.js').Texts} texts
 */
export function drawProgress(list, current, texts) {
  list.hidden = current === null;
  if (current === null) return;
  const at = PHASES.indexOf(PHASES.includes(current) ? current : 'login');
  list.setAttribute('aria-label', texts.progress);
  list.replaceChildren(
    ...PHASES.map((phase, index) => {
      const isOver = index < at || current === 'done';
      const over = isOver ? [h('span', { class: 'unseen' }, ` (${texts.stepDone})`)] : [];
      return h(
        'li',
        { class: isOver ? 'over' : undefined, 'aria-current': index === at ? 'step' : undefined },
        texts.phases[phase],
        ...over,
      );
    }),
  );
}
