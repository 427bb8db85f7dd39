import { useState } from "react";
import { applyTheme, chosenTheme, nextTheme } from "../store/theme";
import { IconButton } from "./Button";

const LABELS = { system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" };

export function ThemeButton() {
  const [theme, setTheme] = useState(chosenTheme);
  const change = () => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return <IconButton icon={theme} label={LABELS[theme]} onClick={change} />;
}
