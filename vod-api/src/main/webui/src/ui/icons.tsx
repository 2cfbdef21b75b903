/** Drawn here, so that nothing is loaded from elsewhere. All decorative: the control carries the name. */
const PATHS = {
  play: 'M7 4.5v15l13-7.5z',
  pause: 'M6 4.5h4.5v15H6zM13.5 4.5H18v15h-4.5z',
  back: 'M12 5V1.5L6.5 6 12 10.5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z',
  forward: 'M12 5V1.5L17.5 6 12 10.5V7a6 6 0 1 0 6 6h2a8 8 0 1 1-8-8z',
  volume: 'M4 9v6h4l5 4.5v-15L8 9zM16 8.2v7.6a4.5 4.5 0 0 0 0-7.6zM16 4.3v2.1a6.3 6.3 0 0 1 0 11.2v2.1a8.3 8.3 0 0 0 0-15.4z',
  muted: 'M4 9v6h4l5 4.5v-15L8 9zM21.5 9.9l-1.4-1.4-2.1 2.1-2.1-2.1-1.4 1.4 2.1 2.1-2.1 2.1 1.4 1.4 2.1-2.1 2.1 2.1 1.4-1.4-2.1-2.1z',
  side: 'M2.5 6h8.5v12H2.5zM13 6h8.5v12H13zM4.3 7.8v8.4h4.9V7.8zM14.8 7.8v8.4h4.9V7.8z',
  main: 'M2.5 5h13v14h-13zM17.5 5h4v6.2h-4zM17.5 12.8h4V19h-4z',
  swap: 'M7 4 3 8l4 4V9h10V7H7zM17 12v3H7v2h10v3l4-4z',
  full: 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z',
  unfull: 'M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z',
  chapters: 'M4 5h3v3H4zM9 5.500h11v2H9zM4 10.500h3v3H4zM9 11h11v2H9zM4 16h3v3H4zM9 16.500h11v2H9z',
  gear: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zm8.5 5-.1-1.5.1-1.5 1.6-1.2-2-3.5-1.9.8-2.3-1.4L15.6 3h-4l-.3 2.2L9 6.6l-2-.8-2 3.5L6.6 10.500l-.1 1.5.1 1.5L5 14.700l2 3.500 2-.8 2.300 1.400.3 2.200h4l.3-2.200 2.300-1.400 1.900.8 2-3.500z',
  keyboard: 'M3 6h18v12H3zm2 2v8h14V8zm1.500 1.500h2v2h-2zm3.500 0h2v2h-2zm3.500 0h2v2h-2zm3 0h2v2h-2zM8 13h8v1.700H8z',
  search: 'M10.500 4a6.500 6.500 0 1 0 4 11.600l4.700 4.700 1.400-1.400-4.700-4.700A6.500 6.500 0 0 0 10.500 4zm0 2a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9z',
  room: 'M5 3h11v18H5zm2 2v14h7V5zm4.500 6h1.700v2.500h-1.700zM18 8l3 1v12h-3z',
  camera: 'M3 6.500h12v11H3zM16.500 10 21 7.200v9.600L16.500 14z',
  slides: 'M3 4h18v12H3zm2 2v8h14V6zm6 11h2l3 4h-2.200L12 19.200 10.200 21H8z',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11h2a4 4 0 0 0 8 0h2a6 6 0 0 1-5 5.900V21h-2v-4.100A6 6 0 0 1 6 11z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 2v6l4.500 2.700.9-1.600L13 12V7z',
  warning: 'M12 3 1.500 21h21zm0 4 7 12H5zm-1 4h2v4h-2zm0 5h2v2h-2z',
  check: 'm9.500 17.500-5-5L6 11l3.500 3.500L18 6l1.500 1.500z',
  edit: 'M4 16.500V20h3.500L18 9.500 14.500 6zM15.900 4.600 17.500 3 21 6.500l-1.600 1.600z',
  trash: 'M8 4V2.500h8V4h5v2H3V4zM5 8h14l-1 13H6zm2.200 2 .7 9h8.200l.7-9z',
  plus: 'M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z',
  close: 'm12 10.600 5-5L18.400 7l-5 5 5 5-1.400 1.400-5-5-5 5L5.600 17l5-5-5-5L7 5.600z',
  newest: 'M4 5v14l8-7zM12 5v14l8-7zM20 5h2v14h-2z',
  start: 'M20 5v14l-8-7zM12 5v14l-8-7zM2 5h2v14H2z',
  eye: 'M12 5C6.500 5 2.500 9.500 1.500 12c1 2.500 5 7 10.500 7s9.500-4.500 10.500-7c-1-2.500-5-7-10.500-7zm0 2c4 0 7 2.900 8.300 5-1.300 2.100-4.300 5-8.300 5s-7-2.900-8.300-5C5 9.900 8 7 12 7zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
