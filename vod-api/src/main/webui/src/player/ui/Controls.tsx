import { clock } from '../../format/time';
import { viewLabel } from '../../format/words';
import { Icon, type IconName } from '../../ui/icons';
import type { Chapter, Slide } from '../../api/types';
import { chapterAt } from '../chapters';
import type { Player } from '../player';
import { bigView, isAtNewest, type PlayerState, RATES, swapViews, toggleView } from '../state';
import type { Storyboard } from '../storyboard';
import { Menu, MenuItem, MenuTitle } from './Menu';
import { SeekBar } from './SeekBar';

interface Props {
  player: Player;
  state: PlayerState;
  chapters: readonly Chapter[];
  slides: readonly Slide[];
  storyboards: readonly Storyboard[];
  full: boolean;
  toggleFull: () => void;
  showHelp: () => void;
}

export function Controls({ player, state, chapters, slides, storyboards, full, toggleFull, showHelp }: Props) {
  const playing = state.wantsPlay && state.phase !== 'ended';
  return (
    <div class="controls">
      <SeekBar
        state={state}
        chapters={chapters}
        slides={slides}
        storyboards={storyboards}
        seek={(seconds) => player.seek(seconds)}
      />
      <div class="controls-row">
        <div class="controls-group">
          <Tool icon={playing ? 'pause' : 'play'} name={playing ? 'Pause' : 'Play'} press={() => player.toggle()} id="play" />
          <Tool icon="back" name="10 seconds back" press={() => player.skip(-10)} />
          <Tool icon="forward" name="10 seconds forward" press={() => player.skip(10)} />
          <Volume player={player} state={state} />
          <span class="time">
            <span class="time-now">{clock(state.position)}</span> / {clock(state.end)}
          </span>
          {state.live && <Live player={player} state={state} />}
        </div>
        <div class="controls-group">
          {chapters.length > 0 && <ChapterMenu player={player} state={state} chapters={chapters} />}
          <LayoutTools player={player} state={state} />
          <RateMenu player={player} state={state} />
          <QualityMenu player={player} state={state} />
          <Tool icon="keyboard" name="Keys" press={showHelp} class="wide-only" />
          <Tool icon={full ? 'unfull' : 'full'} name={full ? 'Leave full screen' : 'Full screen'} press={toggleFull} />
        </div>
      </div>
    </div>
  );
}

function Tool({ icon, name, press, pressed, id, class: extra = '' }: {
  icon: IconName;
  name: string;
  press: () => void;
  pressed?: boolean;
  id?: string;
  class?: string;
}) {
  return (
    <button
      type="button"
      class={`tool ${extra}`}
      aria-label={name}
      title={name}
      onClick={press}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(id ? { 'data-tool': id } : {})}
    >
      <Icon name={icon} />
    </button>
  );
}

function Volume({ player, state }: { player: Player; state: PlayerState }) {
  const off = state.muted || state.volume === 0;
  return (
    <span class="volume">
      <Tool
        icon={off ? 'muted' : 'volume'}
        name={off ? 'Sound on' : 'Sound off'}
        press={() => player.setVolume(state.volume === 0 ? 1 : state.volume, !off)}
      />
      <input
        type="range"
        class="volume-input"
        aria-label="Volume"
        aria-valuetext={off ? 'off' : `${Math.round(state.volume * 100)} percent`}
        min={0}
        max={1}
        step={0.05}
        value={off ? 0 : state.volume}
        style={{ '--part': `${(off ? 0 : state.volume) * 100}%` }}
        onInput={(event) => player.setVolume(Number(event.currentTarget.value))}
      />
    </span>
  );
}

function Live({ player, state }: { player: Player; state: PlayerState }) {
  const newest = isAtNewest(state);
  return (
    <span class="live-tools">
      <button type="button" class={`live-chip ${newest ? 'on' : ''}`} onClick={() => player.goToNewest()} disabled={newest}>
        <span class="live-dot" aria-hidden="true" />
        {newest ? 'Live' : 'Go to newest'}
      </button>
      {state.position > 30 && (
        <button type="button" class="live-chip start" onClick={() => player.seek(0)}>Watch from the start</button>
      )}
    </span>
  );
}

function LayoutTools({ player, state }: { player: Player; state: PlayerState }) {
  const { layout, views } = state;
  const pictures = views.filter((view) => view.kind === 'VIDEO');
  if (pictures.length < 2) return null;
  const set = player.setLayout.bind(player);
  return (
    <>
      <Menu icon="side" name="Layout">
        <MenuTitle>Layout</MenuTitle>
        <MenuItem
          chosen={layout.arrangement === 'side' && layout.shown.length > 1}
          press={() => set({
            arrangement: 'side',
            shown: layout.shown.length > 1 ? layout.shown : pictures.slice(0, 2).map((view) => view.name),
          })}
        >
          Side by side
        </MenuItem>
        {pictures.map((view) => (
          <MenuItem
            key={view.name}
            chosen={layout.arrangement === 'main' && layout.shown[0] === view.name}
            press={() => {
              const shown = layout.shown.length > 1 ? layout.shown : pictures.slice(0, 2).map((one) => one.name);
              set(bigView({ ...layout, shown }, view.name));
            }}
          >
            {viewLabel(view.name)} big
          </MenuItem>
        ))}
        <MenuTitle>Shown</MenuTitle>
        {pictures.map((view) => (
          <MenuItem
            key={view.name}
            check
            chosen={layout.shown.includes(view.name)}
            press={() => set(toggleView(layout, view.name))}
          >
            {viewLabel(view.name)}
          </MenuItem>
        ))}
      </Menu>
      {layout.shown.length > 1 && <Tool icon="swap" name="Swap the pictures" press={() => set(swapViews(layout))} />}
    </>
  );
}

function ChapterMenu({ player, state, chapters }: { player: Player; state: PlayerState; chapters: readonly Chapter[] }) {
  const here = chapterAt(chapters, state.position);
  return (
    <Menu icon="chapters" name="Chapters">
      <MenuTitle>Chapters</MenuTitle>
      {chapters.map((chapter) => (
        <MenuItem key={chapter.seconds} chosen={chapter === here} press={() => player.seek(chapter.seconds)}>
          <span class="menu-time">{clock(chapter.seconds)}</span> {chapter.label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function RateMenu({ player, state }: { player: Player; state: PlayerState }) {
  return (
    <Menu label={`${state.rate}×`} name={`Speed: ${state.rate} times`}>
      <MenuTitle>Speed</MenuTitle>
      {RATES.map((rate) => (
        <MenuItem key={rate} chosen={rate === state.rate} press={() => player.setRate(rate)}>
          {rate === 1 ? 'Normal' : `${rate}×`}
        </MenuItem>
      ))}
    </Menu>
  );
}

function QualityMenu({ player, state }: { player: Player; state: PlayerState }) {
  const views = state.views.filter((view) => view.loaded && view.levels.length > 1 && state.layout.shown.includes(view.name));
  if (views.length === 0) return null;
  return (
    <Menu icon="gear" name="Quality">
      {views.map((view) => {
        const playing = view.levels.find(({ index }) => index === view.level)?.label;
        return (
          <div key={view.name} role="group" aria-label={`Quality of ${viewLabel(view.name)}`}>
            <MenuTitle>{viewLabel(view.name)}</MenuTitle>
            <MenuItem chosen={view.chosenLevel === -1} press={() => player.chooseLevel(view.name, -1)}>
              Automatic{playing && view.chosenLevel === -1 ? ` (${playing})` : ''}
            </MenuItem>
            {view.levels.map((level) => (
              <MenuItem
                key={level.index}
                chosen={view.chosenLevel === level.index}
                press={() => player.chooseLevel(view.name, level.index)}
              >
                {level.label}
              </MenuItem>
            ))}
          </div>
        );
      })}
    </Menu>
  );
}
