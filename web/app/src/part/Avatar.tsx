import type { MessageRole } from "@confab/client";
import { hueOf } from "../store/name";
import { Icon } from "./Icon";

export function Avatar({ name, role = "user", here = false }: { name: string; role?: MessageRole; here?: boolean }) {
  return (
    <span className={`avatar ${role === "user" ? `hue-${hueOf(name)}` : role}`} aria-hidden="true">
      {role === "assistant" ? <Icon name="spark" /> : [...name][0]?.toUpperCase()}
      {here && <span className="here" />}
    </span>
  );
}
