import { useState } from 'react';

const css = `
.page { --paper: #ffffff; --ink: #1d2129; --soft: #5c6470; --line: #cfd4dc; --fill: #f3f5f8; --accent: #2457d6;
  --on-accent: #ffffff; --round: 0.5rem; --font: system-ui, sans-serif; }
.page { box-sizing: border-box; min-height: 100vh; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 var(--font); accent-color: var(--accent); }
.page :where(*) { box-sizing: border-box; }
main { display: grid; gap: 1rem; align-content: start; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 1.5rem; padding: 0.75rem 1.5rem;
  border-block: 1px solid var(--line); background: var(--fill); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; margin: 0; padding: 0; list-style: none; }
.row { display: grid; grid-template-columns: repeat(12, 1fr); gap: 1rem; }
.row > * { display: grid; gap: 0.75rem; align-content: start; min-width: 0; }
@media (max-width: 40rem) { .row > * { grid-column: 1 / -1; } }
h1 { margin: 0; line-height: 1.2; }
p { margin: 0; max-width: 65ch; }
a { color: var(--accent); }
.label, legend { color: var(--soft); }
button { justify-self: start; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--round);
  color: var(--ink); background: var(--paper); font: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.success { border-color: #1d7a46; color: #ffffff; background: #1d7a46; }
input:not([type='checkbox'], [type='radio']), select, textarea { width: 100%; max-width: 32rem; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: var(--round); color: inherit; background: var(--paper); font: inherit; }
fieldset { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 0; padding: 0; border: 0; }
.choice { display: inline-flex; align-items: center; gap: 0.5rem; }
.choice input { flex: none; width: auto; }
.list { display: grid; gap: 0.4rem; margin: 0; padding-inline-start: 1.25rem; }
svg { fill: none; stroke: var(--soft); stroke-width: 1; }
.image { display: block; width: 100%; max-width: 40rem; height: auto; background: var(--fill); }
hr { width: 100%; margin: 0.5rem 0; border: 0; border-top: 1px solid var(--line); }
@media (min-width: 40.01rem) {
.column-6 { grid-column: span 6; }
}
`;

export default function Page() {
  const [size, setSize] = useState('Small');
  const [pot, setPot] = useState('');
  const [howMany, setHowMany] = useState(50);
  const [asAGift, setAsAGift] = useState(false);
  const [aWordToGo, setAWordToGo] = useState('');
  return (
    <>
      <style>{css}</style>
      <div className="page">
        <header className="bar">
          <nav aria-label="Pages">
            <ul>
              <li>
                <a href="#">Plants</a>
              </li>
              <li>
                <a href="#">Shop</a>
              </li>
              <li>
                <a href="#">About</a>
              </li>
            </ul>
          </nav>
        </header>
        <main>
          <div className="row">
            <div className="column-6">
              <svg className="image" viewBox="0 0 160 90" role="img" aria-label="A fern in a pot">
                <rect width="160" height="90" />
                <path d="M0 0 160 90M160 0 0 90" />
              </svg>
            </div>
            <div className="column-6">
              <h1>Fern</h1>
              <p>Likes shade and a little water.</p>
              <fieldset>
                <legend>Size</legend>
                <label className="choice">
                  <input
                    type="radio"
                    name="size"
                    value="Small"
                    checked={size === 'Small'}
                    onChange={(event) => setSize(event.target.value)}
                  />
                  <span>Small</span>
                </label>
                <label className="choice">
                  <input
                    type="radio"
                    name="size"
                    value="Large"
                    checked={size === 'Large'}
                    onChange={(event) => setSize(event.target.value)}
                  />
                  <span>Large</span>
                </label>
              </fieldset>
              <label htmlFor="pot">Pot</label>
              <select id="pot" value={pot} onChange={(event) => setPot(event.target.value)}>
                <option value="">Clay</option>
              </select>
              <label htmlFor="how-many">How many</label>
              <input
                type="range"
                id="how-many"
                value={howMany}
                onChange={(event) => setHowMany(Number(event.target.value))}
              />
              <label className="choice">
                <input
                  type="checkbox"
                  role="switch"
                  checked={asAGift}
                  onChange={(event) => setAsAGift(event.target.checked)}
                />
                <span>As a gift</span>
              </label>
              <textarea
                rows={4}
                id="a-word-to-go"
                aria-label="A word to go with it"
                placeholder="A word to go with it"
                value={aWordToGo}
                onChange={(event) => setAWordToGo(event.target.value)}
              ></textarea>
              <button type="button" className="success">
                Buy
              </button>
            </div>
          </div>
          <hr />
          <ul className="list">
            <li>Sent within two days</li>
            <li>Back within thirty</li>
          </ul>
        </main>
        <footer className="bar">
          <span className="label">© 2026 Plants</span>
        </footer>
      </div>
    </>
  );
}
