// Charts that answer a finger, over the pictures that the server drew: the numbers are read off the tables.
// And what the sliders of a what-if say. The page of progress brings this along, each time that it is opened.
(function () {
  "use strict";

  if (window.startCharts) { window.startCharts(); return; }

  var COLOURS = {
    wide: "--fan-wide", most: "--fan-most", half: "--fan-half", edges: "--soft", middle: "--ink", dash: "--routine",
    line: "--accent", mark: "--mark", bar: "--fan-most", square: "--routine", triangle: "--urgent"
  };
  var DASHES = { edges: [2, 5], dash: [9, 6], square: [3, 4], triangle: [9, 4, 2, 4] };
  var WIDTHS = { middle: 3, dash: 2, line: 2, square: 2, triangle: 2, edges: 2 };
  var BANDS = ["wide", "most", "half", "edges"];
  var SHAPES = {
    mark: [[0, -6], [6, 0], [0, 6], [-6, 0]],
    square: [[-4, -4], [4, -4], [4, 4], [-4, 4]],
    triangle: [[0, -6], [6, 5], [-6, 5]]
  };
  var loading = null;
  // Where nothing hovers, the server's picture is enough until a finger asks it: a slow phone is spared the rest.
  var by_touch = window.matchMedia("(hover: none)").matches;
  // Elsewhere no more charts are made than somebody looks at.
  var sight = new IntersectionObserver(function (seen) {
    var place = document.querySelector("[data-charts]");
    var figures = seen.filter(function (one) { return one.isIntersecting; }).map(function (one) { return one.target; });
    figures.forEach(function (one) { sight.unobserve(one); });
    if (place && figures.length) { load(place).then(function () { in_turn(figures); }); }
  });

  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function load(place) {
    loading = loading || new Promise(function (done) {
      var style = document.createElement("link"), script = document.createElement("script");
      style.rel = "stylesheet";
      style.href = place.dataset.style;
      script.src = place.dataset.script;
      script.onload = done;
      document.head.append(style, script);
    });
    return loading;
  }

  // {x: {look, name, ends: [..]}} of every column that is drawn, in the order of the tables.
  function columns_of(figure) {
    var columns = [];
    figure.querySelectorAll("table[data-series]").forEach(function (table) {
      var rows = table.querySelectorAll("tbody tr");
      table.querySelectorAll("th[data-look]").forEach(function (head, place) {
        var column = { look: head.dataset.look, numbers: new Map() };
        if ("silent" in head.dataset) { return; }
        rows.forEach(function (row) {
          var cell = row.querySelectorAll("td")[place];
          if (cell.dataset.y) { column.numbers.set(Number(row.dataset.x), cell.dataset.y.split(" ").map(Number)); }
        });
        columns.push(column);
      });
    });
    return columns.sort(function (one, other) {
      return Object.keys(COLOURS).indexOf(one.look) - Object.keys(COLOURS).indexOf(other.look);
    });
  }

  // What is written below, and where: as under the server's picture.
  function marks_of(figure) {
    return Array.from(figure.querySelectorAll("svg [data-at]"), function (mark) {
      return [Number(mark.dataset.at), mark.textContent];
    });
  }

  function drawing_of(columns, xs) {
    var drawing = { data: [xs], series: [{}], bands: [], signs: [] };
    columns.forEach(function (column) {
      var sides = BANDS.includes(column.look) ? [1, 0] : [0];
      sides.forEach(function (side) {
        drawing.data.push(xs.map(function (x) { return column.numbers.has(x) ? column.numbers.get(x)[side] : null; }));
        drawing.series.push(series_of(column.look));
      });
      if (sides.length === 2 && column.look !== "edges") {
        drawing.bands.push({ series: [drawing.data.length - 2, drawing.data.length - 1], fill: colour(COLOURS[column.look]) });
      }
      if (SHAPES[column.look]) { drawing.signs.push([column.look, drawing.data.length - 1]); }
    });
    return drawing;
  }

  function series_of(look) {
    var own = { stroke: colour(COLOURS[look]), width: WIDTHS[look] || 0, dash: DASHES[look], spanGaps: true };
    own.points = { show: look === "line", size: 9, fill: own.stroke };
    if (look === "bar") { own.paths = window.uPlot.paths.bars({ size: [0.6, 200] }); own.fill = own.stroke; }
    if (look === "mark") { own.paths = function () { return null; }; }
    return own;
  }

  function draw_signs(chart, signs) {
    var ratio = window.devicePixelRatio || 1;
    signs.forEach(function (sign) {
      chart.ctx.fillStyle = colour(COLOURS[sign[0]]);
      chart.data[sign[1]].forEach(function (y, place) {
        if (y === null) { return; }
        var across = chart.valToPos(chart.data[0][place], "x", true), up = chart.valToPos(y, "y", true);
        chart.ctx.beginPath();
        SHAPES[sign[0]].forEach(function (corner) { chart.ctx.lineTo(across + corner[0] * ratio, up + corner[1] * ratio); });
        chart.ctx.fill();
      });
    });
  }

  function draw_now(chart, now, word) {
    if (now === undefined) { return; }
    var across = chart.valToPos(Number(now), "x", true), box = chart.bbox, ctx = chart.ctx;
    ctx.save();
    ctx.strokeStyle = colour("--soft");
    ctx.setLineDash([6, 5]);
    ctx.beginPath();
    ctx.moveTo(across, box.top);
    ctx.lineTo(across, box.top + box.height);
    ctx.stroke();
    ctx.fillStyle = colour("--soft");
    ctx.font = 13 * (window.devicePixelRatio || 1) + "px system-ui, sans-serif";
    ctx.textAlign = "left";
    ctx.fillText(word, across + 6, box.top + 14 * (window.devicePixelRatio || 1));
    ctx.restore();
  }

  // What every table says of one place, in its own words.
  function read_off(figure, x) {
    var parts = [], word = "";
    figure.querySelectorAll("table[data-series]").forEach(function (table) {
      var row = table.querySelector('tr[data-x="' + x + '"], tr[data-x="' + x + '.0"]');
      if (!row) { return; }
      word = row.querySelector("th").textContent;
      row.querySelectorAll("td").forEach(function (cell, place) {
        if (cell.dataset.y) { parts.push(table.querySelectorAll("th[data-look]")[place].textContent + " " + cell.textContent.trim()); }
      });
    });
    return word && word + ": " + parts.join("; ");
  }

  function axis(extra) {
    return Object.assign({ stroke: colour("--soft"), font: "13px system-ui, sans-serif", grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } }, extra);
  }

  // The line below a chart that says what a place in it holds; first how to ask.
  function line_to_read(figure) {
    var read = figure.querySelector(".chart-read") || document.createElement("p");
    read.className = "chart-read hint";
    read.setAttribute("aria-hidden", "true");
    read.textContent = document.querySelector("[data-charts]").dataset.hint;
    figure.querySelector("svg").after(read);
    return read;
  }

  // A finger wakes the chart, which then says what lies under that finger.
  function wait_for_touch(figure) {
    line_to_read(figure);
    figure.querySelector("svg").addEventListener("click", function (event) {
      load(document.querySelector("[data-charts]")).then(function () {
        if (!figure.live && figure.isConnected) { enliven(figure); }
        if (!figure.live) { return; }
        var over = figure.live.over.getBoundingClientRect();
        figure.live.setCursor({ left: event.clientX - over.left, top: over.height / 2 });
      });
    }, { once: true });
  }

  function enliven(figure) {
    var svg = figure.querySelector("svg"), box = svg.getBoundingClientRect(), live = document.createElement("div");
    var read = line_to_read(figure), columns = columns_of(figure), marks = marks_of(figure);
    var xs = Array.from(new Set(columns.flatMap(function (one) { return Array.from(one.numbers.keys()); }))).sort(function (a, b) { return a - b; });
    if (!box.width || !xs.length) { return; }
    var drawing = drawing_of(columns, xs), shown = figure.dataset, hint = document.querySelector("[data-charts]").dataset.hint;
    live.className = "chart-live";
    live.setAttribute("aria-hidden", "true");
    svg.after(live);
    svg.classList.add("unseen");
    figure.live = new window.uPlot({
      width: box.width, height: box.height, legend: { show: false }, cursor: { drag: { x: false, y: false }, y: false },
      scales: { x: { time: false, range: [Number(shown.first), Number(shown.last)] }, y: { range: [0, Number(shown.top)] } },
      axes: [
        axis({ grid: { show: false }, splits: marks.map(function (mark) { return mark[0]; }), values: marks.map(function (mark) { return mark[1]; }) }),
        axis({ size: 34 })
      ],
      series: drawing.series, bands: drawing.bands,
      hooks: {
        draw: [function (chart) { draw_now(chart, shown.now, shown.nowWord); draw_signs(chart, drawing.signs); }],
        setCursor: [function (chart) { read.textContent = chart.cursor.idx === null || chart.cursor.idx === undefined ? hint : read_off(figure, xs[chart.cursor.idx]); }]
      }
    }, drawing.data, live);
    figure.watched = new ResizeObserver(function () {
      if (live.clientWidth && figure.live) { figure.live.setSize({ width: live.clientWidth, height: live.clientWidth * 2 / 3 }); }
    });
    figure.watched.observe(live);
  }

  function still(figure) {
    if (!figure.live) { return; }
    figure.watched.disconnect();
    figure.live.destroy();
    figure.live = null;
    figure.querySelectorAll(".chart-live, .chart-read").forEach(function (part) { part.remove(); });
    figure.querySelector("svg").classList.remove("unseen");
  }

  // In colours that the reader forced, the server's picture follows them and a canvas would not.
  function start() {
    var place = document.querySelector("[data-charts]");
    say_sliders();
    if (!place || window.matchMedia("(forced-colors: active)").matches) { return; }
    document.querySelectorAll("figure[data-chart]").forEach(function (figure) {
      if (by_touch && !figure.querySelector(".chart-read")) { wait_for_touch(figure); }
      if (!by_touch && !figure.live) { sight.observe(figure); }
    });
  }

  // One chart at a time: between two of them a slow phone hears the finger.
  function in_turn(figures) {
    var figure = figures.shift();
    if (!figure) { return; }
    if (!figure.live && figure.isConnected) { enliven(figure); }
    window.setTimeout(function () { in_turn(figures); }, 0);
  }

  function say_sliders() {
    document.querySelectorAll("form.what-if input[type=range]").forEach(function (slider) {
      var named = slider.list && slider.list.querySelector('option[value="' + slider.value + '"]');
      var words = named ? named.label : slider.value;
      slider.setAttribute("aria-valuetext", words);
      slider.form.querySelector('output[for="' + slider.id + '"]').textContent = words;
    });
  }

  document.addEventListener("input", function (event) { if (event.target.closest("form.what-if")) { say_sliders(); } });
  document.addEventListener("htmx:load", start);
  document.addEventListener("htmx:beforeCleanupElement", function (event) { if (event.target.live) { still(event.target); } });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    document.querySelectorAll("figure[data-chart]").forEach(still);
    start();
  });
  window.startCharts = start;
  start();
})();
