/** Chromium as the suite starts it. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
