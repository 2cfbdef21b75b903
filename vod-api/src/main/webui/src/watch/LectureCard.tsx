import type { LectureSummary } from '../api/types';
import { clock, dayAndTime } from '../format/time';
import { viewLabel } from '../format/words';
import { Icon, type IconName } from '../ui/icons';
import { marked } from '../player/slides';
import { cardState, hueOf, momentOf, watchable } from './list';

const VIEW_ICONS: Record<string, IconName> = {
  presenter: 'camera', audience: 'camera', board: 'camera', slides: 'slides', audio: 'microphone',
};

const STATE_BADGES = {
  live: <span class="badge live">LIVE</span>,
  recording: <span class="badge live">RECORDING</span>,
  processing: <span class="badge warn">Being finished</span>,
  ready: null,
  failed: <span class="badge bad">Nothing recorded</span>,
  scheduled: <span class="badge">Planned</span>,
};

export function LectureCard({ lecture, query = '' }: { lecture: LectureSummary; query?: string }) {
  const state = cardState(lecture);
  const playable = watchable(lecture);
  const inside = (
    <>
      <div class="cover" style={{ '--hue': hueOf(lecture.course?.code ?? lecture.title) }}>
        {lecture.poster && (
          <img
            class="cover-poster"
            src={lecture.poster}
            alt=""
            loading="lazy"
            decoding="async"
            onError={(event) => event.currentTarget.remove()}
          />
        )}
        <span class={`cover-code ${lecture.poster ? 'small' : ''}`} aria-hidden="true">{lecture.course?.code ?? initials(lecture.title)}</span>
        {STATE_BADGES[state]}
        {playable && <span class="cover-play"><Icon name="play" size={26} /></span>}
        {lecture.durationSeconds !== null && lecture.durationSeconds > 0 && state !== 'live' && (
          <span class="cover-length">{clock(lecture.durationSeconds)}</span>
        )}
      </div>
      <div class="card-text">
        <h3 lang={lecture.language ?? undefined}>{lecture.title}</h3>
        {lecture.course && <p class="card-course" lang={lecture.course.language ?? undefined}>{lecture.course.title}</p>}
        <p class="card-facts soft">
          {[dayAndTime(lecture.recordedAt), lecture.room].filter(Boolean).join(' · ')}
        </p>
        {lecture.views.length > 0 && (
          <ul class="card-views" aria-label="Views">
            {lecture.views.map((view) => (
              <li key={view}>
                <Icon name={VIEW_ICONS[view.replace(/-\d+$/, '')] ?? 'camera'} size={16} />
                {viewLabel(view)}
              </li>
            ))}
          </ul>
        )}
        {!playable && state === 'recording' && <p class="card-facts soft">Can be watched in a moment</p>}
        {!lecture.published && <span class="badge plain">Not published</span>}
      </div>
    </>
  );
  const card =
    playable || state === 'recording' ? (
      <a class="card lecture-card" data-lecture={lecture.id} href={`/watch/${lecture.id}`}>{inside}</a>
    ) : (
      <div class="card lecture-card idle" data-lecture={lecture.id}>{inside}</div>
    );
  const { matches } = lecture;
  return matches.length === 0 ? card : (
    <div class="found-card">
      {card}
      <ul class="card-matches" aria-label={`On slides of ${lecture.title}`}>
        {matches.map(({ seconds, excerpt }) => (
          <li key={seconds}>
            <a href={momentOf(lecture.id, seconds, query)}>
              <b>{clock(seconds)}</b>{' '}
              {marked(excerpt, query).map((piece, i) => (piece.found ? <mark key={i}>{piece.text}</mark> : piece.text))}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function initials(title: string): string {
  return title.split(/\s+/).slice(0, 2).map((word) => word.charAt(0).toUpperCase()).join('');
}
