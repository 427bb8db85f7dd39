import { act, type KeyboardEvent } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Boundary } from "../src/part/Boundary";
import { composes } from "../src/part/keys";
import { useToday } from "../src/store/clock";
import { useNetwork } from "../src/store/network";

let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a part that can't be drawn", () => {
  it("does not take the rest with it", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const Broken = () => {
      throw new Error("broken");
    };
    act(() => root.render(<p>before <Boundary fallback="instead"><Broken /></Boundary> behind</p>));
    expect(host.textContent).toBe("before instead behind");
  });
});

describe("a key of an input method", () => {
  it.each([
    [{ isComposing: true, keyCode: 13 }, true],
    [{ isComposing: false, keyCode: 229 }, true],
    [{ isComposing: false, keyCode: 13 }, false],
  ])("is known by %j: %s", (nativeEvent, expected) => {
    expect(composes({ nativeEvent } as KeyboardEvent)).toBe(expected);
  });
});

describe("the network", () => {
  it("is seen to go and to come back at once", () => {
    const Network = () => (useNetwork() ? "there" : "gone");
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
    act(() => root.render(<Network />));
    online.mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event("offline")));
    expect(host.textContent).toBe("gone");
    online.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event("online")));
    expect(host.textContent).toBe("there");
  });
});

describe("the present day", () => {
  it("becomes the next one at midnight", () => {
    vi.useFakeTimers();
    vi.setSystemTime(new Date("2026-05-04T23:59:30"));
    const Today = () => useToday();
    act(() => root.render(<Today />));
    expect(host.textContent).toBe("Mon May 04 2026");
    act(() => void vi.advanceTimersByTime(31_000));
    expect(host.textContent).toBe("Tue May 05 2026");
  });
});
