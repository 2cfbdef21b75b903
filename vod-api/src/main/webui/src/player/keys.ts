/** What a key means to the player. */
export type Command =
  | { do: 'toggle-play' | 'mute' | 'fullscreen' | 'swap' | 'layout' | 'newest' | 'start' | 'help' }
  | { do: 'skip'; seconds: number }
  | { do: 'volume'; by: number }
  | { do: 'rate'; direction: 1 | -1 }
  | { do: 'part'; of: number };

export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** What has the focus. */
  on: 'page' | 'button' | 'field' | 'slider' | 'menu';
}

const SKIP = 10;

/** The command of a key, or null if the key is not the player's. */
export function commandOf({ key, ctrlKey, altKey, metaKey, on }: Key): Command | null {
  if (ctrlKey || altKey || metaKey || on === 'field') return null;
  if (on === 'menu' && /^(Arrow|Home|End| |Enter)/.test(key)) return null;
  // A focused button answers to space and enter itself.
  if (on === 'button' && (key === ' ' || key === 'Enter')) return null;
  if (on === 'slider' && (key === 'ArrowUp' || key === 'ArrowDown')) return null;
  if (/^[0-9]$/.test(key)) return { do: 'part', of: Number(key) / 10 };
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
    case 'k':
      return { do: 'toggle-play' };
    case 'ArrowLeft':
    case 'j':
      return { do: 'skip', seconds: -SKIP };
    case 'ArrowRight':
    case 'l':
      return { do: 'skip', seconds: SKIP };
    case 'ArrowUp':
      return { do: 'volume', by: 0.1 };
    case 'ArrowDown':
      return { do: 'volume', by: -0.1 };
    case '<':
      return { do: 'rate', direction: -1 };
    case '>':
      return { do: 'rate', direction: 1 };
    case 'm':
      return { do: 'mute' };
    case 'f':
      return { do: 'fullscreen' };
    case 's':
      return { do: 'swap' };
    case 'v':
      return { do: 'layout' };
    case 'n':
      return { do: 'newest' };
    case 'Home':
      return { do: 'start' };
    case 'End':
      return { do: 'newest' };
    case '?':
      return { do: 'help' };
    default:
      return null;
  }
}

/** For the help panel. */
export const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['Space or K', 'Play, pause'],
  ['← → or J L', '10 seconds back, forward'],
  ['↑ ↓', 'Louder, quieter'],
  ['M', 'Sound off, on'],
  ['< >', 'Slower, faster'],
  ['0 – 9', 'Jump to a tenth of the lecture'],
  ['Home, End or N', 'Start, newest or end'],
  ['S', 'Swap the pictures'],
  ['V', 'Next layout'],
  ['F', 'Full screen'],
];
