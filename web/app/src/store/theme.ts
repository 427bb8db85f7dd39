import { shared } from "./storage";

export type Theme = "system" | "light" | "dark";

const KEY = "confab.theme";

export function chosenTheme(): Theme {
  const kept = shared.get(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  shared.set(KEY, theme === "system" ? undefined : theme);
}

export function nextTheme(theme: Theme): Theme {
  return theme === "system" ? "light" : theme === "light" ? "dark" : "system";
}
