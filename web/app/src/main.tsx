import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { applyTheme, chosenTheme } from "./store/theme";
import "./style/base.css";
import "./style/signIn.css";
import "./style/desk.css";
import "./style/sidebar.css";
import "./style/talk.css";
import "./style/message.css";
import "./style/composer.css";
import "./style/underneath.css";

applyTheme(chosenTheme());
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
