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
.line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1rem; }
.card { display: grid; gap: 0.75rem; align-content: start; padding: 1rem; border: 1px solid var(--line);
  border-radius: var(--round); background: var(--fill); }
h1 { margin: 0; line-height: 1.2; }
h2 { margin: 0; line-height: 1.2; }
a { color: var(--accent); }
button { justify-self: start; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--round);
  color: var(--ink); background: var(--paper); font: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.primary { border-color: var(--accent); color: var(--on-accent); background: var(--accent); }
input:not([type='checkbox'], [type='radio']) { width: 100%; max-width: 32rem; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: var(--round); color: inherit; background: var(--paper); font: inherit; }
.choice { display: inline-flex; align-items: center; gap: 0.5rem; }
.choice input { flex: none; width: auto; }
`;

export default function Page() {
  const [eMail, setEMail] = useState('');
  const [password, setPassword] = useState('');
  const [stayLoggedIn, setStayLoggedIn] = useState(true);
  return (
    <>
      <style>{css}</style>
      <div className="page">
        <header className="bar">
          <h2>Acme</h2>
          <a href="#">Help</a>
        </header>
        <main>
          <div className="card">
            <h1>Log in</h1>
            <label htmlFor="e-mail">E-mail</label>
            <input
              type="email"
              id="e-mail"
              placeholder="you@example.com"
              value={eMail}
              onChange={(event) => setEMail(event.target.value)}
            />
            <label htmlFor="password">Password</label>
            <input
              type="password"
              id="password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <label className="choice">
              <input
                type="checkbox"
                checked={stayLoggedIn}
                onChange={(event) => setStayLoggedIn(event.target.checked)}
              />
              <span>Stay logged in</span>
            </label>
            <div className="line">
              <button type="button" className="primary">
                Log in
              </button>
              <a href="#">Forgot your password?</a>
            </div>
          </div>
        </main>
      </div>
    </>
  );
}
