import { useEffect, useMemo, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import { asProblem, type ApiProblem } from '../api/problem';
import type { Grant, LectureDetail } from '../api/types';
import { address } from '../app/router';
import { dayAndTime } from '../format/time';
import { browserShelf } from '../player/resume';
import { expose } from '../player/diagnostics';
import { GrantKeeper } from '../player/grant';
import { offerMediaKeys } from '../player/media-session';
import { Player } from '../player/player';
import { PlayerView } from '../player/ui/PlayerView';
import { Elsewhere } from './Elsewhere';
import { SlideList } from './SlideList';
import { startOf } from './list';
import { useStore } from '../state/store';
import { Empty, Loading, ProblemPanel } from '../ui/feedback';

/** While a lecture grows, its views and title are looked at again this often. */
const LIVE_LOOK_MS = 15_000;
/** A lecture that has just begun has nothing to play for some seconds. */
const SOON_LOOK_MS = 3000;
/** Slides and storyboard come some time after the end of a lecture. */
const INDEX_LOOK_MS = 30_000;

export function PlayerPage({ lectureId, staff }: { lectureId: string; staff: boolean }) {
  const search = useStore(address).split('?')[1] ?? '';
  const { seconds, words } = startOf(search);
  const { lecture, grant, problem, retry, player } = useLecture(lectureId, seconds);
  useEffect(() => {
    if (player && seconds !== null) player.seek(seconds);
  }, [search]);
  const slides = lecture?.index?.slides ?? [];
  useEffect(() => {
    const title = lecture?.title ?? grant?.title;
    if (title) document.title = `${title} · Lectern`;
    return () => void (document.title = 'Lectern');
  }, [lecture?.title, grant?.title]);

  return (
    <main id="content" tabIndex={-1} class="player-page">
      <div class="cinema">
        {player ? (
          <PlayerView
            player={player}
            title={lecture?.title ?? grant?.title ?? ''}
            chapters={lecture?.chapters ?? []}
            index={lecture?.index ?? null}
            poster={lecture?.poster ?? null}
          />
        ) : (
          <div class="cinema-wait">
            <Waiting lecture={lecture} problem={problem} retry={retry} />
          </div>
        )}
      </div>
      {!lecture && <h1 class="visually-hidden">Lecture</h1>}
      <div class={`below ${slides.length > 0 ? 'with-slides' : ''}`}>
        {lecture && <About lecture={lecture} staff={staff} grant={grant} />}
        {player && slides.length > 0 && (
          <SlideList player={player} slides={slides} textRead={lecture?.index?.textRead ?? false} query={words} />
        )}
      </div>
    </main>
  );
}

function Waiting({ lecture, problem, retry }: {
  lecture: LectureDetail | null;
  problem: ApiProblem | null;
  retry: () => void;
}) {
  if (problem && !(problem.status === 409 && lecture)) {
    const title = problem.status === 404 ? 'This lecture is not here' : undefined;
    return <ProblemPanel problem={problem} retry={retry} {...(title ? { title } : {})} />;
  }
  if (!lecture) return <Loading label="Opening the lecture" />;
  switch (lecture.state) {
    case 'RECORDING':
      return <Loading label="The recording has just begun. It starts to play here in a moment" />;
    case 'IMPORTING':
      return <Loading label="The file of this lecture is being read. It starts to play here in a moment" />;
    case 'PROCESSING':
      return <Loading label="The recording is being finished. It starts to play here in a moment" />;
    case 'SCHEDULED':
      return <Empty title="Not recorded yet">This lecture is planned. Come back when it has begun.</Empty>;
    case 'FAILED':
      return <Empty title="Nothing was recorded">No device delivered anything while this lecture ran.</Empty>;
    case 'READY':
      return <Loading label="Opening the lecture" />;
  }
}

function About({ lecture, staff, grant }: { lecture: LectureDetail; staff: boolean; grant: Grant | null }) {
  const facts = [lecture.course?.title, dayAndTime(lecture.recordedAt), lecture.room].filter(Boolean);
  return (
    <section class="about">
      <h1 lang={lecture.language ?? undefined}>{lecture.title}</h1>
      <p class="soft">{facts.join(' · ')}</p>
      {!lecture.published && staff && <p><span class="badge plain">Not published: only staff can see it</span></p>}
      {lecture.description && <p class="about-text" lang={lecture.language ?? undefined}>{lecture.description}</p>}
      {grant?.composite && <Elsewhere composite={grant.composite} expiresAt={grant.expiresAt} />}
    </section>
  );
}

/** Opens the lecture, waits while there is nothing to play, and keeps it current while it grows. */
function useLecture(lectureId: string, from: number | null) {
  const [lecture, setLecture] = useState<LectureDetail | null>(null);
  const [grant, setGrant] = useState<Grant | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);
  const playable = grant !== null && grant.views.length > 0;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const look = async () => {
      let again = SOON_LOOK_MS;
      try {
        const now = await lectern.lecture(lectureId);
        if (gone) return;
        setLecture(now);
        if (now.state !== 'SCHEDULED' && now.state !== 'FAILED') {
          const granted = await lectern.grant(lectureId);
          if (gone) return;
          setProblem(null);
          if (granted.views.length > 0) {
            setGrant(granted);
            return;
          }
        } else {
          again = LIVE_LOOK_MS;
        }
      } catch (error) {
        if (gone) return;
        const failed = asProblem(error);
        setProblem(failed);
        // Somebody must do something about these; the others pass.
        if ([401, 403, 404].includes(failed.status)) return;
      }
      timer = setTimeout(() => void look(), again);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [lectureId, tries]);

  const player = usePlayer(lectureId, playable ? grant : null, from, setGrant, setLecture);
  useIndex(lecture, player, setLecture);
  return { lecture, grant, problem, player, retry: () => setTries((n) => n + 1) };
}

function usePlayer(
  lectureId: string,
  grant: Grant | null,
  from: number | null,
  setGrant: (grant: Grant) => void,
  setLecture: (lecture: LectureDetail) => void,
): Player | null {
  const player = useMemo(() => {
    if (!grant) return null;
    const keeper = new GrantKeeper(grant, () => lectern.grant(lectureId));
    const made = new Player(lectureId, keeper, browserShelf(), from);
    // Another version is another recording: everything is built anew.
    keeper.onOtherVersion = setGrant;
    keeper.onRenewed = (renewed) => made.regrant(renewed);
    return made;
  }, [grant]);

  useEffect(() => {
    if (!player) return undefined;
    const hide = expose(player);
    const endKeys = offerMediaKeys(player, grant?.title ?? 'Lecture');
    const looking = setInterval(() => {
      if (!player.state.live || document.hidden) return;
      lectern.lecture(lectureId).then(
        (now) => {
          setLecture(now);
          if (now.views.some((name) => !player.view(name))) void player.renewGrant();
        },
        () => undefined,
      );
    }, LIVE_LOOK_MS);
    const leave = () => player.save();
    addEventListener('pagehide', leave);
    return () => {
      clearInterval(looking);
      removeEventListener('pagehide', leave);
      hide();
      endKeys();
      player.close();
    };
  }, [player]);
  return player;
}

/** Looks again after the end of a lecture, until its slides and storyboard are there. */
function useIndex(lecture: LectureDetail | null, player: Player | null, setLecture: (lecture: LectureDetail) => void): void {
  const awaited = player !== null && lecture !== null && (lecture.live || lecture.index?.state === 'WAITING');
  const id = lecture?.id;
  useEffect(() => {
    if (!awaited || !id) return undefined;
    const looking = setInterval(() => {
      if (!document.hidden && !player?.state.live) lectern.lecture(id).then(setLecture, () => undefined);
    }, INDEX_LOOK_MS);
    return () => clearInterval(looking);
  }, [awaited, id, player]);
}
