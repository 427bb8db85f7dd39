import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { Failed } from "./SignIn";
import { Boundary } from "./part/Boundary";
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
    <Boundary fallback={<Failed />}>
      <App />
    </Boundary>
  </StrictMode>,
);
