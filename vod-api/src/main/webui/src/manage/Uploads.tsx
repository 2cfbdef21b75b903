import { useEffect, useRef, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Course, Upload } from '../api/types';
import { bytes } from '../format/units';
import { browserTimers } from '../state/poller';
import { useStore } from '../state/store';
import { attempt } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Remove } from './Remove';
import { begun, inMotion, percent, Sender, shownUploads, uploadText } from './sending';
import { useLoaded } from './useList';

const ACCEPT = 'video/*,audio/*,.mkv,.ts,.m2ts,.mov,.flac,.opus';
const LOOK_MS = 3000;

/** Lectures from files: choose one, watch it go, see what became of it. */
export function Uploads({ courses, changed }: { courses: Course[]; changed: () => Promise<void> }) {
  const { data, reload } = useLoaded(() => lectern.uploads());
  const [file, setFile] = useState<File | null>(null);
  const [sender, setSender] = useState<Sender | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const uploads = data ?? [];
  const moving = inMotion(uploads);
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(() => void reload().then(changed), LOOK_MS);
    return () => clearInterval(timer);
  }, [moving]);
  const look = async () => {
    await reload();
    await changed();
  };
  return (
    <>
      <p class="add">
        <button type="button" class="button" disabled={sender !== null} onClick={() => picker.current?.click()}>
          <Icon name="plus" size={20} /> Upload a recording
        </button>
        <input
          ref={picker}
          class="visually-hidden"
          type="file"
          accept={ACCEPT}
          aria-label="Recording to upload"
          tabIndex={-1}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </p>
      {file && !sender && (
        <AboutForm
          file={file}
          courses={courses}
          before={begun(uploads, file)}
          cancel={() => setFile(null)}
          send={(about, before) => {
            const made = new Sender(file, about, before?.id ?? null, browserTimers);
            setSender(made);
            made.start();
          }}
        />
      )}
      {file && sender && (
        <Progress
          name={file.name}
          sender={sender}
          close={() => {
            setSender(null);
            setFile(null);
            if (picker.current) picker.current.value = '';
            void look();
          }}
        />
      )}
      {shownUploads(uploads).length > 0 && !sender && (
        <ul class="rows" aria-label="Uploaded files">
          {shownUploads(uploads).map((upload) => <UploadRow key={upload.id} upload={upload} look={look} />)}
        </ul>
      )}
    </>
  );
}

function AboutForm({ file, courses, before, cancel, send }: {
  file: File;
  courses: Course[];
  before: Upload | undefined;
  cancel: () => void;
  send: (about: { title: string; courseId: string; role: string }, before: Upload | undefined) => void;
}) {
  return (
    <form
      class="card small-form form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        const field = (name: string) => String(fields.get(name) ?? '').trim();
        send({ title: field('title'), courseId: field('courseId'), role: field('role') }, before);
      }}
    >
      <h2>{file.name}, {bytes(file.size)}</h2>
      {before ? (
        <p>{percent(before.received, before.bytes)} of this file is here already, as “{before.title}”. Sending goes on from there.</p>
      ) : (
        <div class="form-row">
          <label class="field">Title<input class="input" name="title" maxLength={200} placeholder={file.name.replace(/\.[^.]+$/, '')} /></label>
          <label class="field">Course
            <select class="input" name="courseId">
              <option value="">No course</option>
              {courses.map((course) => <option key={course.id} value={course.id}>{course.code} – {course.title}</option>)}
            </select>
          </label>
          <label class="field">It shows
            <select class="input" name="role">
              <option value="PRESENTER">a camera, or sound only</option>
              <option value="SLIDES">slides or a screen</option>
            </select>
          </label>
        </div>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={cancel}>Cancel</button>
        <button class="button primary">{before ? 'Go on' : 'Upload'}</button>
      </div>
    </form>
  );
}

function Progress({ name, sender, close }: { name: string; sender: Sender; close: () => void }) {
  const { phase, sent, total, rate, problem } = useStore(sender.state);
  useEffect(() => {
    if (phase === 'done') close();
    if (phase === 'failed' || phase === 'done') return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [phase]);
  const left = rate && total > sent ? Math.ceil((total - sent) / rate / 60) : null;
  const words = {
    sending: `${percent(sent, total)} of ${bytes(total)}${left === null ? '' : `, about ${left} min left`}`,
    paused: `Paused at ${percent(sent, total)}`,
    waiting: 'The line is broken. Sending goes on by itself when it is back',
    done: 'Sent',
    failed: 'Not sent',
  };
  return (
    <section class="card small-form form" aria-label={`Upload of ${name}`}>
      <h2>{name}</h2>
      <progress class="upload-bar" value={sent} max={Math.max(1, total)} aria-label="Sent" />
      <p role="status" class="soft">{words[phase]}</p>
      {problem && phase === 'failed' && <p class="field-problem" role="alert">{problem}</p>}
      <div class="actions">
        <button type="button" class="button" onClick={() => { sender.pause(); close(); }}>{phase === 'failed' ? 'Close' : 'Stop'}</button>
        {phase === 'paused' || phase === 'waiting'
          ? <button type="button" class="button primary" onClick={() => sender.start()}>Go on</button>
          : phase === 'sending' && <button type="button" class="button" onClick={() => sender.pause()}>Pause</button>}
      </div>
    </section>
  );
}

function UploadRow({ upload, look }: { upload: Upload; look: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const failed = upload.state === 'FAILED';
  const again = async () => setProblem(await attempt(() => lectern.retryUpload(upload.id).then(look)));
  return (
    <li class="card row" data-upload={upload.id}>
      <div class="row-main">
        <strong>{upload.title}</strong>
        <p class="soft">{[upload.fileName, bytes(upload.bytes), uploadText(upload)].join(' · ')}</p>
        {upload.problem && <p class="field-problem" role="alert">{upload.problem}</p>}
        {upload.notes.map((note) => <p key={note} class="soft">{note}</p>)}
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </div>
      {failed && <button type="button" class="button small" onClick={() => void again()}>Try again</button>}
      {(failed || upload.state === 'RECEIVING' || upload.state === 'DONE') && (
        <Remove
          what={`the file ${upload.fileName}`}
          hint={upload.state === 'DONE' ? 'The lecture stays; only the uploaded file goes.' : 'A lecture of which nothing was made goes with it.'}
          remove={() => lectern.removeUpload(upload.id).then(look)}
        >
          <Icon name="trash" size={20} />
        </Remove>
      )}
    </li>
  );
}
