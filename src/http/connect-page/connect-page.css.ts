export const connectPageCss = `
:root {
  color-scheme: light dark;
  --page: #eef2f5;
  --card: #fff;
  --ink: #1b2a38;
  --soft: #55677a;
  --line: #c3cfda;
  --accent: #0f6b57;
  --on-accent: #fff;
  --tint: #e6f3ef;
  --bad: #a32020;
  --bad-tint: #fdeeee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1a24;
    --card: #182633;
    --ink: #e6edf3;
    --soft: #a3b4c4;
    --line: #43586b;
    --accent: #5ad1b3;
    --on-accent: #0d1f2f;
    --tint: #1c3a3a;
    --bad: #ff9c9c;
    --bad-tint: #3a1f24;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  min-height: 100vh;
  margin: 0;
  padding: 20px 16px 40px;
  background: var(--page);
  color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif;
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 27rem; margin: 0 auto; }
header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding-bottom: 16px; }
.brand { margin: 0; font-weight: 650; letter-spacing: 0.01em; }
.brand::before {
  content: '';
  display: inline-block;
  width: 0.75em;
  height: 0.75em;
  margin-right: 0.5em;
  border: 0.19em solid var(--accent);
  border-radius: 50%;
}
main { padding: 28px 24px; border-radius: 14px; background: var(--card); box-shadow: 0 1px 3px #0f1a2422, 0 8px 28px #0f1a2414; }
#progress { display: flex; gap: 6px; margin: 0 0 20px; padding: 0; list-style: none; color: var(--soft); font-size: 0.85rem; }
#progress li { flex: 1 0 auto; padding-top: 8px; border-top: 4px solid var(--line); }
#progress .over { border-color: var(--accent); }
#progress [aria-current] { border-color: var(--accent); color: var(--ink); font-weight: 600; }
#bank { margin-bottom: 2px; color: var(--soft); font-weight: 600; }
#consent { margin-bottom: 20px; padding: 10px 14px; border-radius: 8px; background: var(--tint); font-size: 0.9rem; }
#consent summary { font-weight: 600; }
#consent p { margin: 0; }
dl { margin: 10px 0; }
dt { color: var(--soft); }
dd { margin: 0 0 8px; }
h1 { margin: 0 0 16px; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 20px 0 8px; font-size: 1.05rem; }
p { margin: 0 0 12px; }
h1:focus, #alert:focus { outline: none; }
#alert p:last-child { margin: 0; }
#alert { margin-bottom: 16px; padding: 10px 14px; border-left: 4px solid var(--bad); border-radius: 6px; background: var(--bad-tint); color: var(--bad); }
#status { color: var(--soft); }
#status:not(:empty) { display: flex; align-items: center; gap: 10px; margin-bottom: 16px; }
#status > [aria-hidden] { flex: none; margin-left: auto; font-variant-numeric: tabular-nums; }
#status:not(:empty)::before {
  content: '';
  flex: none;
  width: 1em;
  height: 1em;
  border: 2px solid var(--line);
  border-top-color: var(--accent);
  border-radius: 50%;
  animation: turn 1s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { #status::before { animation-duration: 6s !important; } }
.busy form { opacity: 0.6; }
.field { min-width: 0; margin: 0 0 18px; padding: 0; border: 0; }
.field > label:not(.option), legend { display: block; margin-bottom: 4px; padding: 0; font-weight: 600; }
.field > input, select {
  width: 100%;
  min-height: 46px;
  padding: 9px 12px;
  border: 1px solid var(--soft);
  border-radius: 8px;
  background: var(--card);
  color: inherit;
  font: inherit;
}
input[aria-invalid], select[aria-invalid] { border: 2px solid var(--bad) !important; }
input[type='checkbox'], input[type='radio'] { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--accent); }
.option { display: flex; gap: 12px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.option > span { display: block; min-width: 0; white-space: pre-line; }
.option + .option { margin-top: 8px; }
.option:has(:checked) { border-color: var(--accent); background: var(--tint); }
.option:has(:disabled) { opacity: 0.55; cursor: not-allowed; }
.error { margin: 0 0 6px; color: var(--bad); }
.hint { margin: 6px 0 0; color: var(--soft); font-size: 0.9rem; }
.picture { display: block; max-width: 100%; margin: 0 0 14px; padding: 12px; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
a:not(.go) { color: var(--accent); }
figure { margin: 0; }
button, a.go { min-height: 46px; padding: 10px 16px; border: 1px solid transparent; border-radius: 8px; font: inherit; font-weight: 600; cursor: pointer; }
.go { display: block; width: 100%; background: var(--accent); color: var(--on-accent); text-align: center; text-decoration: none; }
.quiet { background: transparent; color: var(--accent); }
.quiet:hover { background: var(--tint); }
.go:hover { filter: brightness(1.08); }
.help p { white-space: pre-line; }
.inline { min-height: 0; padding: 0; background: none; color: var(--accent); text-decoration: underline; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 24px; }
.buttons .quiet:not(:last-child) { margin-left: -16px; }
.buttons .quiet:last-child { margin-left: auto; margin-right: -8px; color: var(--soft); }
a.go, .again { margin: 4px 0 16px; }
.retry { min-height: 40px; padding: 6px 14px; border-color: currentcolor; background: transparent; color: inherit; }
.retry:disabled { opacity: 0.7; cursor: not-allowed; }
/* Only a touch screen has another keyboard to offer. */
.keyboard { display: none; min-height: 40px; margin: 4px 0 0 -12px; padding: 6px 12px; }
@media (pointer: coarse) { .keyboard { display: inline-block; } }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
#languages, .tabs { display: flex; padding: 3px; border-radius: 10px; background: var(--tint); }
#languages button, .tabs button { min-height: 36px; padding: 4px 12px; background: transparent; color: inherit; font-weight: 500; }
.tabs { margin-bottom: 20px; }
.tabs button { flex: 1; }
[aria-pressed='true'] { background: var(--card) !important; box-shadow: 0 1px 2px #0f1a2433; }
ul { margin: 0; padding: 0; list-style: none; }
.banks { margin-top: 8px; }
.bank { display: flex; flex-direction: column; margin-top: 6px; padding: 10px 16px; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.bank:hover, .bank[aria-selected='true'] { background: var(--tint); }
.bank[aria-selected='true'] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.bank[aria-disabled] { opacity: 0.55; cursor: not-allowed; }
.bank span, .accounts div > span { color: var(--soft); font-size: 0.9rem; }
.accounts li { display: flex; justify-content: space-between; gap: 16px; padding: 12px 0; border-top: 1px solid var(--line); }
.accounts li > div { display: flex; flex-direction: column; min-width: 0; }
.accounts { margin-bottom: 20px; }
.amount { white-space: nowrap; font-variant-numeric: tabular-nums; font-weight: 600; }
.flicker { margin-bottom: 14px; }
.bars { display: flex; gap: 6px; height: 120px; margin-bottom: 8px; padding: 12px; border-radius: 8px; background: #000; }
.bar { flex: 1; background: #000; }
.bar.light { background: #fff; }
footer { padding: 20px 8px 0; color: var(--soft); font-size: 0.9rem; }
footer ul { padding: 8px 0 0 18px; list-style: disc; }
summary { cursor: pointer; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 400px) { main { padding: 22px 18px; } }
`;
