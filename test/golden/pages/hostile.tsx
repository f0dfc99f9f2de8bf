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
h1 { margin: 0; line-height: 1.2; }
h2 { margin: 0; line-height: 1.2; }
p { margin: 0; max-width: 65ch; }
a { color: var(--accent); }
button { justify-self: start; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--round);
  color: var(--ink); background: var(--paper); font: inherit; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.primary { border-color: var(--accent); color: var(--on-accent); background: var(--accent); }
input:not([type='checkbox'], [type='radio']), select { width: 100%; max-width: 32rem; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: var(--round); color: inherit; background: var(--paper); font: inherit; }
fieldset { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 0; padding: 0; border: 0; }
.choice { display: inline-flex; align-items: center; gap: 0.5rem; }
.choice input { flex: none; width: auto; }
table { width: 100%; border-collapse: collapse; }
th { height: 2.25rem; padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); text-align: start; }
.list { display: grid; gap: 0.4rem; margin: 0; padding-inline-start: 1.25rem; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.25rem; border-bottom: 1px solid var(--line); }
.tabs button { border: 0; border-radius: 0; background: none; }
.tabs button[aria-selected='true'] { box-shadow: inset 0 -2px var(--accent); }
svg { fill: none; stroke: var(--soft); stroke-width: 1; }
.image { display: block; width: 100%; max-width: 40rem; height: auto; background: var(--fill); }
`;

export default function Page() {
  const [onloadEvil, setOnloadEvil] = useState('');
  const [optionSelected, setOptionSelected] = useState('');
  const [choiceField, setChoiceField] = useState("'};evil()//");
  const [optionField, setOptionField] = useState(false);
  const [tabField, setTabField] = useState(0);
  return (
    <>
      <style>{css}</style>
      <div className="page">
        <header className="bar">
          <h2>&lt;script&gt;alert(1)&lt;/script&gt;</h2>
          <a href="#">&#123;@html evil&#125;</a>
        </header>
        <main>
          <h1>&lt;/title&gt;&lt;/style&gt;&lt;script&gt;alert('1')&lt;/script&gt;</h1>
          <p>&#123;evil()&#125; `$&#123;evil&#125;` \u003c &amp;lt; --&gt; */</p>
          <label htmlFor="onload-evil">&quot;onload=&quot;evil()</label>
          <input
            type="text"
            id="onload-evil"
            placeholder="&#123;'&#123;'&#125;&quot;&#125;"
            value={onloadEvil}
            onChange={(event) => setOnloadEvil(event.target.value)}
          />
          <select
            id="option-selected"
            aria-label="&lt;option selected&gt;"
            value={optionSelected}
            onChange={(event) => setOptionSelected(event.target.value)}
          >
            <option value="">&lt;option selected&gt;</option>
          </select>
          <fieldset aria-label="Options">
            <label className="choice">
              <input
                type="radio"
                name="choice-field"
                value="'&#125;;evil()//"
                checked={choiceField === "'};evil()//"}
                onChange={(event) => setChoiceField(event.target.value)}
              />
              <span>'&#125;;evil()//</span>
            </label>
            <label className="choice">
              <input
                type="radio"
                name="choice-field"
                value="&#123;/if&#125;&lt;/svelte:head&gt;"
                checked={choiceField === '{/if}\u003c/svelte:head>'}
                onChange={(event) => setChoiceField(event.target.value)}
              />
              <span>&#123;/if&#125;&lt;/svelte:head&gt;</span>
            </label>
            <label className="choice">
              <input
                type="checkbox"
                checked={optionField}
                onChange={(event) => setOptionField(event.target.checked)}
              />
              <span>&quot;'`</span>
            </label>
          </fieldset>
          <svg
            className="image"
            viewBox="0 0 160 90"
            role="img"
            aria-label='"&gt;&lt;svg onload=evil()&gt;'
          >
            <rect width="160" height="90" />
            <path d="M0 0 160 90M160 0 0 90" />
          </svg>
          <div className="tabs" role="tablist">
            <button
              type="button"
              role="tab"
              aria-selected={tabField === 0}
              onClick={() => setTabField(0)}
            >
              &#123;#each evil as e&#125;
            </button>
            <button
              type="button"
              role="tab"
              aria-selected={tabField === 1}
              onClick={() => setTabField(1)}
            >
              &amp;amp;&amp;#123;evil&amp;#125;
            </button>
          </div>
          <table>
            <thead>
              <tr>
                <th scope="col">&lt;td onclick=evil()&gt;</th>
              </tr>
            </thead>
          </table>
          <ul className="list">
            <li>&lt;!-- &#123;evil&#125; --&gt;</li>
          </ul>
          <button type="button" className="primary">
            &lt;b&gt;&#123;evil&#125;&lt;/b&gt;
          </button>
        </main>
      </div>
    </>
  );
}
