export const explorerCss = `
*, *::before, *::after { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  display: flex;
  flex-direction: column;
  background: #fff;
  color: #1b2a38;
  font: 14px/1.4 system-ui, sans-serif;
}
body > header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 20px;
  padding: 8px 16px;
  background: #14283c;
  color: #e8eef4;
}
h1 { margin: 0; font-size: 15px; font-weight: 600; white-space: nowrap; }
.who { flex: 1 1 18em; margin: 0; color: #b4c4d3; }
body > header label { display: flex; align-items: center; gap: 8px; }
body > header select, #restore {
  padding: 5px 10px;
  border: 1px solid #4a6580;
  border-radius: 6px;
  background: #1f3a54;
  color: inherit;
  font: inherit;
}
#restore { cursor: pointer; }
nav { display: flex; border: 1px solid #4a6580; border-radius: 6px; overflow: hidden; }
nav a { padding: 5px 12px; color: inherit; text-decoration: none; }
nav a[aria-current] { background: #5ad1b3; color: #0d1f2f; }
a:focus-visible, #restore:focus-visible, select:focus-visible { outline: 2px solid #5ad1b3; outline-offset: 2px; }
#notice { margin: 0; padding: 8px 16px; background: #fff4d6; color: #533f03; }
#explorer { flex: 1; min-height: 0; }
#explorer iframe { display: block; width: 100%; height: 100%; border: 0; background: #fff; }
`;
