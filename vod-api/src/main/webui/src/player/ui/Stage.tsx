import { useEffect, useRef } from 'preact/hooks';
import { viewLabel } from '../../format/words';
import { Icon } from '../../ui/icons';
import type { Player } from '../player';
import { bigView, type PlayerState } from '../state';
import type { PlayerView } from '../view';

/** The pictures. Each keeps its place in the page; only styles move it, or playback would stop. */
export function Stage({ player, state }: { player: Player; state: PlayerState }) {
  const { shown, arrangement } = state.layout;
  const stopped = !state.wantsPlay || state.phase === 'ended';
  return (
    <div class="stage" data-arrangement={shown.length > 1 ? arrangement : 'single'} data-count={shown.length}>
      {player.views.map((view) => (
        <Picture
          key={view.name}
          view={view}
          at={shown.indexOf(view.name)}
          behind={state.views.find(({ name }) => name === view.name)?.behind ?? false}
          onPress={() => {
            const small = arrangement === 'main' && shown.indexOf(view.name) > 0;
            if (small) player.setLayout(bigView(state.layout, view.name));
            else player.toggle();
          }}
        />
      ))}
      <div class="stage-over">
        {state.phase === 'failed' ? (
          <Failed problem={state.problem ?? ''} retry={() => player.retry()} />
        ) : state.phase === 'loading' || (state.waiting && !stopped) ? (
          <span class="stage-spinner" role="status"><span class="visually-hidden">Loading the recording</span></span>
        ) : stopped ? (
          <button
            type="button"
            class="stage-play"
            aria-label={state.phase === 'ended' ? 'Watch again' : 'Play'}
            onClick={() => player.play()}
          >
            <Icon name={state.phase === 'ended' ? 'back' : 'play'} size={40} />
          </button>
        ) : null}
      </div>
      {state.notice && <p class="stage-notice" role="status">{state.notice}</p>}
    </div>
  );
}

function Picture({ view, at, behind, onPress }: {
  view: PlayerView;
  /** Place on the stage, -1 if it is not there. */
  at: number;
  behind: boolean;
  onPress: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.prepend(view.video);
    view.video.setAttribute('aria-label', viewLabel(view.name));
    return () => view.video.remove();
  }, [view]);
  return (
    <div
      ref={box}
      class={`picture ${at < 0 ? 'off' : ''} ${view.kind === 'AUDIO' ? 'sound-only' : ''}`}
      data-view={view.name}
      data-place={at}
      style={{ order: at < 0 ? 99 : at }}
      onClick={onPress}
    >
      {view.kind === 'AUDIO' && <Icon name="microphone" size={72} />}
      {view.problem !== null ? (
        <p class="picture-note">{viewLabel(view.name)}: {view.problem}</p>
      ) : (
        behind && <p class="picture-note">{viewLabel(view.name)} is catching up</p>
      )}
    </div>
  );
}

function Failed({ problem, retry }: { problem: string; retry: () => void }) {
  return (
    <div class="stage-failed" role="alert">
      <Icon name="warning" size={32} />
      <p>{problem}</p>
      <button type="button" class="button" onClick={retry}>Try again</button>
    </div>
  );
}
