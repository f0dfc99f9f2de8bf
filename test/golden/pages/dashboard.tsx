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
.beside { display: grid; grid-template-columns: minmax(10rem, 1fr) 4fr; }
@media (max-width: 48rem) { .beside { grid-template-columns: 1fr; } }
.side { display: grid; gap: 0.75rem; align-content: start; padding: 1.5rem; background: var(--fill); }
.side nav ul { display: grid; }
.row { display: grid; grid-template-columns: repeat(12, 1fr); gap: 1rem; }
.row > * { display: grid; gap: 0.75rem; align-content: start; min-width: 0; }
@media (max-width: 40rem) { .row > * { grid-column: 1 / -1; } }
.card { display: grid; gap: 0.75rem; align-content: start; padding: 1rem; border: 1px solid var(--line);
  border-radius: var(--round); background: var(--fill); }
h1 { margin: 0; line-height: 1.2; }
h2 { margin: 0; line-height: 1.2; }
h3 { margin: 0; line-height: 1.2; }
p { margin: 0; max-width: 65ch; }
.lines { display: grid; gap: 0.5rem; width: 100%; }
.lines span { height: 0.6rem; border-radius: 1rem; background: var(--line); }
.lines span:last-child { width: 60%; }
a { color: var(--accent); }
button { justify-self: start; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--round);
  color: var(--ink); background: var(--paper); font: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
input:not([type='checkbox'], [type='radio']) { width: 100%; max-width: 32rem; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: var(--round); color: inherit; background: var(--paper); font: inherit; }
table { width: 100%; border-collapse: collapse; }
th, td { height: 2.25rem; padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); text-align: start; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.25rem; border-bottom: 1px solid var(--line); }
.tabs button { border: 0; border-radius: 0; background: none; }
.tabs button[aria-selected='true'] { box-shadow: inset 0 -2px var(--accent); }
svg { fill: none; stroke: var(--soft); stroke-width: 1; }
.image { display: block; width: 100%; max-width: 40rem; height: auto; background: var(--fill); }
.avatar { width: 2.5rem; height: 2.5rem; }
progress { width: 100%; max-width: 32rem; }
.pages { display: flex; gap: 0.75rem; }
.pages [aria-current='page'] { font-weight: 700; }
@media (min-width: 40.01rem) {
.column-4 { grid-column: span 4; }
.column-8 { grid-column: span 8; }
}
`;

export default function Page() {
  const [findAReport, setFindAReport] = useState('');
  const [tabField, setTabField] = useState(1);
  return (
    <>
      <style>{css}</style>
      <div className="page">
        <header className="bar">
          <h2>Numbers</h2>
          <input
            type="search"
            id="find-a-report"
            aria-label="Find a report"
            placeholder="Find a report"
            value={findAReport}
            onChange={(event) => setFindAReport(event.target.value)}
          />
          <svg className="avatar" viewBox="0 0 40 40" role="img" aria-label="Avatar">
            <circle cx="20" cy="20" r="19" />
            <circle cx="20" cy="15" r="7" />
            <path d="M7 33c3-9 23-9 26 0" />
          </svg>
        </header>
        <div className="beside">
          <aside className="side">
            <nav aria-label="Pages">
              <ul>
                <li>
                  <a href="#">Overview</a>
                </li>
                <li>
                  <a href="#">Sales</a>
                </li>
                <li>
                  <a href="#">People</a>
                </li>
              </ul>
            </nav>
          </aside>
          <main>
            <h1>Overview</h1>
            <div className="tabs" role="tablist">
              <button
                type="button"
                role="tab"
                aria-selected={tabField === 0}
                onClick={() => setTabField(0)}
              >
                Week
              </button>
              <button
                type="button"
                role="tab"
                aria-selected={tabField === 1}
                onClick={() => setTabField(1)}
              >
                Month
              </button>
            </div>
            <div className="row">
              <div className="column-8">
                <div className="card">
                  <h3>Visitors</h3>
                  <svg className="image" viewBox="0 0 160 90" role="img" aria-label="Chart">
                    <path d="M8 4V82H156" />
                    <path d="M20 82V50H40V82M56 82V30H76V82M92 82V58H112V82M128 82V18H148V82" />
                  </svg>
                </div>
              </div>
              <div className="column-4">
                <div className="card">
                  <h3>Goal</h3>
                  <progress value="60" max="100" aria-label="Progress"></progress>
                  <p className="lines" aria-hidden="true">
                    <span></span>
                    <span></span>
                    <span></span>
                  </p>
                </div>
              </div>
            </div>
            <table>
              <thead>
                <tr>
                  <th scope="col">City</th>
                  <th scope="col">Visitors</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>Lisbon</td>
                  <td>1,204</td>
                </tr>
                <tr>
                  <td>Oslo</td>
                  <td></td>
                </tr>
              </tbody>
            </table>
            <nav className="pages" aria-label="Pagination">
              <a href="#" aria-current="page">
                1
              </a>
              <a href="#">2</a>
              <a href="#">3</a>
            </nav>
          </main>
        </div>
      </div>
    </>
  );
}
