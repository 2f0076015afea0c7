// Line icons on a 24 grid, drawn for this app. They are decoration: the words beside them carry the meaning.

const PATHS = {
  microphone: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  muted: "M15 9.5V6a3 3 0 0 0-5.8-1M9 10v2a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.6 5M12 18v3M4 4l16 16",
  repeat: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5",
  done: "m5 12.5 4.5 4.5L19 7.5",
  keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  transcript: "M5 4h14v16H5zM8.5 9h7M8.5 12.5h7M8.5 16h4",
  end: "M6 6l12 12M18 6 6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  sound: "M4 9.5v5h3.5L12 19V5L7.5 9.5ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  silent: "M4 9.5v5h3.5L12 19V5L7.5 9.5ZM16 10l4.5 4.5M20.5 10 16 14.5",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 8h.01",
  warning: "M12 4 2.8 19.5h18.4ZM12 10v4M12 16.8h.01",
  place: "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11ZM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
  questions: "M4 5h16v11H11l-4.5 4v-4H4ZM8 9.5h8M8 12.5h5",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.5 5.6 12 3",
  hand: "M7.5 12.5V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v6V9a1.5 1.5 0 0 1 3 0v5.5a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.7-1.3-6-3.5L4.2 13.6a1.5 1.5 0 0 1 2.4-1.7Z",
  more: "M5 11.3a.7.7 0 1 0 .01 0ZM12 11.3a.7.7 0 1 0 .01 0ZM19 11.3a.7.7 0 1 0 .01 0Z",
  differently: "M4 8h12.5M13 4.5 16.5 8 13 11.5M20 16H7.5M11 12.5 7.5 16l3.5 3.5",
  add: "M12 5v14M5 12h14",
  skip: "M5 5.5v13l9-6.5ZM18.5 5.5v13",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  ear: "M7 9.5a5.5 5.5 0 0 1 11 0c0 3.6-3.4 4.6-3.4 7.6a3.4 3.4 0 0 1-6.3 1.8M10 10a2.5 2.5 0 0 1 5 0c0 1.6-1.7 1.9-1.7 3.6",
  speech: "M4 10v4M8 7v10M12 4v16M16 7v10M20 10v4",
  play: "M8 5.5v13l10.5-6.5Z",
  edit: "M4 20l1-4.5L15.5 5a2.1 2.1 0 0 1 3 3L8 18.5ZM13.5 7l3 3",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  camera: "M4 7h10a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1ZM15 11l6-3.5v9L15 13",
  record: "M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z",
  stop: "M7 7h10v10H7Z",
  file: "M14 3H6.5v18h11V6.5ZM14 3v3.5h3.5",
} as const;

/** Pictures of reading and of going on, which point the other way where one reads from the right. */
const MIRRORED: ReadonlySet<IconName> = new Set<IconName>(["transcript", "questions", "skip", "play", "undo"]);

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" data-mirrored={MIRRORED.has(name) || undefined} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
