// Draws charts from the table of figures. Each chart names the columns it shows.
(() => {
  "use strict";

  const HEIGHT = 190;
  const COLOURS = { succeeded: "--normal", failed: "--critical", p50: "--link", p95: "--warning", pending: "--link", retry: "--warning", dead: "--critical", oldest: "--link" };

  const DAY = 86400;
  const page = document.documentElement.lang;
  const languages = [...navigator.languages, page].filter((each) => each.split("-")[0] === page);
  const asServer = { numberingSystem: "latn", calendar: "gregory" };
  const hour = new Intl.DateTimeFormat(languages, { ...asServer, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(languages, { ...asServer, day: "numeric", month: "short" });
  const charts = new Map();

  // The browser may know other digits than the table has.
  function number(value) {
    return value === null ? "–" : value.toLocaleString("en");
  }

  function at(seconds, format) {
    return seconds === null ? "" : format.format(new Date(seconds * 1000));
  }

  function figures() {
    const table = document.getElementById("figures");
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const columns = { at: rows.map((row) => Date.parse(row.querySelector("time").dateTime) / 1000) };
    const names = {};
    heads.forEach((head, i) => {
      if (head.dataset.key) {
        names[head.dataset.key] = head.textContent;
        columns[head.dataset.key] = rows.map((row) => row.cells[i].dataset.value === undefined ? null : Number(row.cells[i].dataset.value));
      }
    });
    return { columns, names };
  }

  // A colour is known once an element has it, since it depends on the colour scheme.
  const probe = document.createElement("span");
  probe.hidden = true;

  function colour(name) {
    document.body.append(probe);
    probe.style.color = "var(" + name + ")";
    return getComputedStyle(probe).color;
  }

  function draw(box) {
    const { columns, names } = figures();
    const keys = box.dataset.series.split(" ");
    const data = [columns.at, ...keys.map((key) => columns[key])];
    const known = charts.get(box);
    if (known) {
      known.setData(data, !known.isZoomed);
      return;
    }
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
    const options = {
      width: box.clientWidth,
      height: HEIGHT,
      cursor: { sync: { key: "trends" } },
      // A selected range survives a refresh. A double click shows everything again.
      hooks: { setSelect: [(self) => { self.isZoomed = self.select.width > 0; }] },
      scales: { y: { range: (self, low, high) => [0, Math.max(1, high || 0) * 1.1] } },
      axes: [{ ...axis, values: (self, splits, i, space, step) => splits.map((each) => at(each, step < DAY ? hour : date)) }, { ...axis, size: 56, values: (self, splits) => splits.map(number) }],
      series: [{ label: box.closest(".charts").dataset.time, value: (self, each) => at(each, date) + " " + at(each, hour) }, ...keys.map((key) => ({ label: names[key], value: (self, each) => number(each), stroke: colour(COLOURS[key]), width: 1.6, spanGaps: false, points: { size: 4 } }))],
    };
    const chart = new uPlot(options, data, box);
    chart.over.addEventListener("dblclick", () => { chart.isZoomed = false; });
    charts.set(box, chart);
  }

  function drawAll() {
    document.querySelectorAll(".chart").forEach(draw);
  }

  function redraw() {
    charts.forEach((chart) => chart.destroy());
    charts.clear();
    drawAll();
  }

  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSwap", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  document.addEventListener("tds:theme", redraw);
  addEventListener("resize", () => charts.forEach((chart, box) => chart.setSize({ width: box.clientWidth, height: HEIGHT })));
})();
