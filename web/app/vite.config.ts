import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const confab = process.env["CONFAB_URL"] ?? "http://localhost:8080";
// The server admits pages of its own origin: the browser's Host is passed on as it is.
const theirs = { target: confab, changeOrigin: false, ws: true };

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: { "@confab/client": fileURLToPath(new URL("../sdk/src/index.ts", import.meta.url)) },
  },
  server: { proxy: { "/chat": theirs, "/dev": theirs } },
  preview: { proxy: { "/chat": theirs, "/dev": theirs } },
  build: {
    target: "es2022",
    // light-dark() as it is written.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // All files lie beside the page, and nothing is put into it: a strict content policy is enough for them.
    assetsDir: "",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { input: ["index.html", "status.html"] },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.{ts,tsx}"] },
});
