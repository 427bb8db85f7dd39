const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.900 1.900 6.500 5.500M16 4.500a3.300 3.300 0 0 1 0 6.200M18.200 14.800c1.900.8 3 2.600 3.300 5.200",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1z",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
  check: "M5 13l4.500 4.500L19 7",
  copy: "M9 9h10v11H9zM5 15V4h10",
  send: "M4 12l16-8-6 16-3-6.500L4 12z",
  down: "M12 5v14M6 13l6 6 6-6",
  retry: "M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4",
  pulse: "M3 12h4l3-7 4 14 3-7h4",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400",
  dark: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  out: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  spark: "M12 3l2 6.500L20.500 12 14 14.500 12 21l-2-6.500L3.500 12 10 9.500z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
