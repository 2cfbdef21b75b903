import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { ImportReport } from '../api/types';
import { IMPORT_WORDS } from '../format/words';
import { attempt, Banner } from '../ui/feedback';
import { summary, typeOf } from './plan';

const BADGES = { CREATED: 'good', CHANGED: 'warn', UNCHANGED: '', CANCELLED: 'warn', WRONG: 'bad' } as const;

/** Imports a term: shows first what would happen, line by line. */
export function TermImport({ done }: { done: () => Promise<void> }) {
  const [text, setText] = useState('');
  const [report, setReport] = useState<ImportReport | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (content: string, dryRun: boolean) => {
    setBusy(true);
    setProblem(await attempt(async () => {
      setReport(await lectern.importTerm(typeOf(content), content, dryRun));
      if (!dryRun) await done();
    }));
    setBusy(false);
  };
  const choose = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const content = await file.text();
    input.value = '';
    setText(content);
    setReport(null);
    await run(content, true);
  };
  return (
    <details class="card small-form term-import">
      <summary>Import a term</summary>
      <p class="soft">
        An iCalendar file, or a CSV table with the columns room, title, date, start, end; and if wanted course, repeat,
        until, except, zone, id, lead_in, lead_out. You see first what would happen. A newer file changes what an older
        one brought; what is only missing in it stays planned.
      </p>
      <label class="field">
        <span>File</span>
        <input type="file" accept=".csv,.ics,text/csv,text/calendar" disabled={busy} onChange={(event) => void choose(event.currentTarget)} />
      </label>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {report && (
        <>
          <Banner kind={report.wrong > 0 ? 'bad' : report.applied ? 'good' : 'info'}>
            {report.applied ? 'Imported: ' : 'Would be: '}{summary(report)}.
            {report.wrong > 0 && ' Correct these lines in your file and choose it again; nothing is imported until all are right.'}
          </Banner>
          <div class="term-lines">
            <table>
              <thead><tr><th>Line</th><th>Lecture</th><th>Outcome</th><th>What to do</th></tr></thead>
              <tbody>
                {report.lines.map((line) => (
                  <tr key={line.line}>
                    <td>{line.line}</td>
                    <td>{line.title ?? '–'}</td>
                    <td><span class={`badge ${BADGES[line.outcome]}`}>{IMPORT_WORDS[line.outcome]}</span></td>
                    <td>{line.problem}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {!report.applied && report.wrong === 0 && report.lines.length > 0 && (
            <div class="actions">
              <button type="button" class="button primary" disabled={busy} onClick={() => void run(text, false)}>Import</button>
            </div>
          )}
        </>
      )}
    </details>
  );
}
