// The chart, drawn again on a canvas by uPlot: to look closer, and to read values off. The page is whole
// without it. Values come from the page; text is only ever set as text.
"use strict";

(function () {
  const box = document.getElementById("canvas");
  const source = document.getElementById("band-data");
  if (!box || !source || typeof uPlot !== "function") return;
  const data = JSON.parse(source.textContent);
  if (!data.turns.length) return;

  const drawn = box.querySelector("svg");
  const shapes = new Map();
  for (const path of document.querySelectorAll(".legend [class^=voice-], svg.band .point")) {
    const owner = path.closest("[class^=voice-]");
    const place = Number(owner.getAttribute("class").slice(6, 7));
    if (!shapes.has(place)) shapes.set(place, new Path2D(path.getAttribute("d")));
  }
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const band = colour("--band"), paper = colour("--paper"), warn = colour("--warn");
  const voices = Array.from({ length: 8 }, (_, place) => colour(`--voice-${place}`));

  const readout = document.createElement("p");
  readout.className = "readout";
  readout.setAttribute("aria-live", "polite");
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "plain small";
  reset.textContent = box.dataset.reset;
  reset.hidden = true;
  const help = document.createElement("p");
  help.className = "soft small";
  help.textContent = box.dataset.help;

  const size = data.crowded ? 0.65 : 1;
  const times = data.turns.map((turn) => turn[0]);
  const x = [...times, data.last];
  const held = (index) => data.turns[Math.min(index, data.turns.length - 1)];

  // The turn that holds at a time: the last one before it.
  function turnAt(time) {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  function say(index) {
    readout.textContent = index < 0 ? "" : data.turns[index][4];
  }

  function hatching(context) {
    const tile = document.createElement("canvas");
    const scale = devicePixelRatio || 1;
    tile.width = tile.height = 7 * scale;
    const pen = tile.getContext("2d");
    pen.strokeStyle = band;
    pen.globalAlpha = 0.4;
    pen.lineWidth = 1.3 * scale;
    pen.beginPath();
    for (const shift of [-7, 0, 7]) {
      pen.moveTo((shift - 1) * scale, 8 * scale);
      pen.lineTo((shift + 8) * scale, -1 * scale);
    }
    pen.stroke();
    return context.createPattern(tile, "repeat");
  }

  function drawBand(plot) {
    const { ctx, bbox } = plot;
    const at = (time) => plot.valToPos(time, "x", true);
    const up = (count) => plot.valToPos(count, "y", true);
    const scale = devicePixelRatio || 1;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const hatch = hatching(ctx);
    data.turns.forEach(([time, low, , high], index) => {
      if (low === null) return;
      const start = at(time), end = at(x[index + 1]);
      let top = high === null ? bbox.top : up(high), bottom = up(low);
      ctx.fillStyle = high === null ? hatch : band;
      ctx.globalAlpha = high === null ? 1 : 0.2;
      if (high !== null && bottom - top < 5 * scale) {
        const middle = (bottom + top) / 2;
        top = middle - 2.5 * scale;
        bottom = middle + 2.5 * scale;
      }
      ctx.fillRect(start, top, end - start, bottom - top);
      if (high === null) {
        ctx.globalAlpha = 0.55;
        ctx.fillStyle = band;
        ctx.fillRect(start, bottom - scale, end - start, 1.5 * scale);
      }
    });
    ctx.globalAlpha = 1;
    ctx.strokeStyle = band;
    ctx.lineWidth = 2.5 * scale;
    ctx.beginPath();
    let goesOn = false;
    data.turns.forEach(([time, , best], index) => {
      if (best === null) { goesOn = false; return; }
      if (goesOn) ctx.lineTo(at(time), up(best)); else ctx.moveTo(at(time), up(best));
      ctx.lineTo(at(x[index + 1]), up(best));
      goesOn = true;
    });
    ctx.stroke();
    ctx.fillStyle = warn;
    for (const time of times) {
      const left = at(time), foot = bbox.top + bbox.height;
      if (data.crowded) {
        ctx.fillRect(left, foot - 6 * scale, scale, 6 * scale);
        continue;
      }
      ctx.beginPath();
      ctx.moveTo(left, foot - 8 * scale);
      ctx.lineTo(left + 4 * scale, foot);
      ctx.lineTo(left - 4 * scale, foot);
      ctx.fill();
    }
    for (const [time, low, high, voice, counts] of data.points) drawPoint(ctx, at(time), low, high, voice, counts, up, scale, bbox);
    ctx.restore();
  }

  function figureOf(low, high) {
    return !low && high ? high : low === null ? high || 0 : low;
  }

  function drawPoint(ctx, left, low, high, voice, counts, up, scale, bbox) {
    const y = Math.max(up(figureOf(low, high)), bbox.top);
    ctx.strokeStyle = voices[voice];
    if (low !== high) {
      const foot = up(low || 0);
      ctx.lineWidth = 1.5 * scale;
      ctx.beginPath();
      ctx.moveTo(left, foot);
      ctx.lineTo(left, high === null ? Math.max(foot - 16 * scale, bbox.top) : up(high));
      ctx.stroke();
    }
    ctx.save();
    ctx.translate(left, y);
    ctx.scale(scale * size, scale * size);
    ctx.fillStyle = counts ? voices[voice] : paper;
    ctx.strokeStyle = counts ? paper : voices[voice];
    ctx.lineWidth = (counts ? 1 : 1.5) / size;
    ctx.fill(shapes.get(voice));
    ctx.stroke(shapes.get(voice));
    ctx.restore();
  }

  // What the pointer is near to: a claim, or else the turn that holds there.
  function point(plot) {
    const { left, top } = plot.cursor;
    if (left === undefined || left < 0) return;
    let nearest = null, best = 14;
    for (const each of data.points) {
      const away = Math.hypot(plot.valToPos(each[0], "x") - left, Math.max(plot.valToPos(figureOf(each[1], each[2]), "y"), 0) - top);
      if (away < best) { best = away; nearest = each; }
    }
    if (nearest) readout.textContent = nearest[5];
    else say(turnAt(plot.posToVal(left, "x")));
  }

  const day = new Intl.DateTimeFormat(`${data.locale}-u-nu-latn`, { day: "numeric", month: "short", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  const number = new Intl.NumberFormat("en"); // as the rest of the page

  function timeLabels(_, splits, __, ___, step) {
    return splits.map((time) => {
      const moment = new Date(time * 1000);
      return step >= 86400 || time % 86400 === 0 ? day.format(moment) : clock.format(moment);
    });
  }

  const ink = colour("--soft");
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: ink, font, ticks: { show: false } };
  const plot = new uPlot(
    {
      width: box.clientWidth,
      height: 340,
      tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "UTC"),
      padding: [14, 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false } },
      scales: { x: { range: (_, low, high) => [low === times[0] ? data.first : low, high] }, y: { range: [0, data.top] } },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        { ...axis, size: 34, grid: { show: false }, values: timeLabels },
        { ...axis, size: 48, grid: { stroke: colour("--line"), width: 1 }, splits: () => data.rows, values: (_, splits) => splits.map((each) => number.format(each)) },
      ],
      hooks: {
        draw: [drawBand],
        setCursor: [point],
        setScale: [(each, key) => { if (key === "x") reset.hidden = each.scales.x.min <= data.first && each.scales.x.max >= data.last; }],
      },
    },
    [x, x.map((_, index) => held(index)[2])],
    (self, ready) => {
      self.root.dir = "ltr";
      box.append(self.root);
      ready();
    },
  );
  plot.setScale("x", { min: data.first, max: data.last });
  box.classList.add("live");
  box.after(readout, reset, help);
  say(data.turns.length - 1);
  performance.mark("chart"); // for bench/page.py

  reset.addEventListener("click", () => plot.setScale("x", { min: data.first, max: data.last }));
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: plot.height })).observe(box);

  let chosen = data.turns.length - 1;
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    chosen = Math.min(Math.max(chosen + step, 0), data.turns.length - 1);
    plot.setCursor({ left: plot.valToPos(times[chosen], "x"), top: -10 }, false);
    say(chosen);
  });
})();
