#!/usr/bin/env node
// Draws the dashboards with what a Prometheus has, as a page that needs nothing else: to look at them where there is no Grafana.
//   deploy/grafana/preview.mjs PROMETHEUS [MINUTES] >dashboards.html       the last MINUTES, 10 if not given
// The queries, titles, units and places are those of the dashboards; the drawing is this script's, not Grafana's.
import { readdirSync, readFileSync } from "node:fs";

const [prometheus, minutes = "10"] = process.argv.slice(2);
if (!prometheus) {
  console.error("Usage: deploy/grafana/preview.mjs PROMETHEUS [MINUTES] >dashboards.html");
  process.exit(2);
}
const COLUMN = 60;
const ROW = 34;
const COLOURS = ["#0f6b5c", "#b4540a", "#3b5bdb", "#9c36b5", "#c92a2a", "#5c940d", "#0b7285", "#862e9c"];
const end = Math.floor(Date.now() / 1000);
const start = end - 60 * Number(minutes);
const step = Math.max(5, Math.round((end - start) / 120));

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function amount(value, unit) {
  if (unit === "percentunit") return `${(100 * value).toPrecision(3)} %`;
  if (unit === "s") return value < 1 ? `${(1000 * value).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;
  const [scales, base] = unit === "bytes" || unit === "Bps" ? [["", "Ki", "Mi", "Gi"], 1024] : [["", "k", "M", "G"], 1000];
  let scale = 0;
  let scaled = value;
  for (; Math.abs(scaled) >= base && scale < scales.length - 1; scale++) scaled /= base;
  const suffix = { bytes: "B", Bps: "B/s", ops: "/s" }[unit] ?? "";
  return `${Number.isInteger(scaled) ? scaled : scaled.toPrecision(3)} ${scales[scale]}${suffix}`.trim();
}

async function series(target) {
  const query = target.expr.replaceAll("$__rate_interval", "1m").replaceAll("$application", ".+").replaceAll("$instance", ".+");
  const asked = new URLSearchParams({ query, start, end, step });
  const answer = await fetch(`${prometheus}/api/v1/query_range?${asked}`);
  if (!answer.ok) throw new Error(`${answer.status} for ${query}: ${await answer.text()}`);
  return (await answer.json()).data.result.map(({ metric, values }) => ({
    name: target.legendFormat?.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => metric[label] ?? "") || "",
    points: values.map(([at, value]) => [at, Number(value)]).filter(([, value]) => Number.isFinite(value)),
  }));
}

function drawn(lines, unit, width, height) {
  const highest = Math.max(...lines.flatMap((line) => line.points.map(([, value]) => value)));
  const most = highest > 0 ? highest : 1;
  const x = (at) => (((at - start) / (end - start)) * width).toFixed(1);
  const y = (value) => (height - (value / most) * (height - 4)).toFixed(1);
  const paths = lines.map((line, i) => {
    const points = line.points.map(([at, value]) => `${x(at)},${y(value)}`).join(" ");
    return `<polyline points="${points}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="1.5"/>`;
  });
  return `<svg viewBox="0 0 ${width} ${height}"><line x1="0" y1="${height}" x2="${width}" y2="${height}" stroke="#ccc"/>${paths.join("")}</svg>
<small>up to ${amount(highest, unit)}</small>`;
}

function legend(lines, unit) {
  const shown = lines.slice(0, 6).map((line, i) => {
    const last = line.points.at(-1);
    return `<span style="color:${COLOURS[i % COLOURS.length]}">${escape(line.name)} ${last ? amount(last[1], unit) : ""}</span>`;
  });
  return shown.join(" ") + (lines.length > 6 ? ` and ${lines.length - 6} more` : "");
}

async function panel({ type, title, gridPos: at, targets = [], fieldConfig }) {
  const place = `left:${at.x * COLUMN}px;top:${at.y * ROW}px;width:${at.w * COLUMN - 8}px;height:${at.h * ROW - 8}px`;
  if (type === "row") return `<h2 style="${place}">${escape(title)}</h2>`;
  const unit = fieldConfig?.defaults?.unit ?? "short";
  const lines = (await Promise.all(targets.map(series))).flat().filter((line) => line.points.length > 0);
  let content = "<em>no data</em>";
  if (type === "table") content = lines.length ? lines.map((line) => escape(line.name || "firing")).join("<br>") : "<em>none</em>";
  else if (type === "stat" && lines.length) content = `<b>${amount(lines[0].points.at(-1)[1], unit)}</b>`;
  else if (lines.length) content = `${drawn(lines, unit, at.w * COLUMN - 30, at.h * ROW - 90)}<p>${legend(lines, unit)}</p>`;
  return `<section style="${place}"><h3>${escape(title)}</h3>${content}</section>`;
}

const folder = new URL("dashboards/", import.meta.url);
let page = `<!doctype html><meta charset="utf-8"><title>Confab: dashboards</title><style>
body{font:12px system-ui,sans-serif;margin:16px;background:#fafaf8;color:#1c2024}main{position:relative;width:${24 * COLUMN}px}
section{position:absolute;box-sizing:border-box;border:1px solid #e3e5e8;border-radius:6px;background:#fff;padding:6px 10px;overflow:hidden}
h2,h3{margin:0;font-size:13px}h2{position:absolute;padding-top:10px}b{font-size:22px}p{margin:2px 0}small,em{color:#5b6570}svg{display:block;width:100%}</style>`;
for (const file of readdirSync(folder).sort().reverse()) {
  const dashboard = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const rows = Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  page += `<h1>${escape(dashboard.title)}</h1><main style="height:${rows * ROW}px">${(await Promise.all(dashboard.panels.map(panel))).join("\n")}</main>`;
}
console.log(page);
