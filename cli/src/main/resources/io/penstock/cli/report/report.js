(function () {
  'use strict';
  var root = document.documentElement;
  var printing = false;
  var figures = [];
  var chosen = {};
  var TIMES = {
    year: '{yyyy}', month: '{MMM} {yyyy}', day: '{d} {MMM}', hour: '{HH}:{mm}', minute: '{HH}:{mm}',
    second: '{HH}:{mm}:{ss}', millisecond: '{HH}:{mm}:{ss}.{SSS}'
  };

  window.addEventListener('error', function (event) {
    root.setAttribute('data-error', String(event.message));
  });

  function tone(name) {
    return getComputedStyle(root).getPropertyValue('--' + name).trim();
  }

  /** Places as they were before they were written in few characters. */
  function places(coded) {
    if (coded.at) {
      return coded.at;
    }
    var at = [coded.from];
    var last = coded.from;
    coded.steps.forEach(function (step) {
      var count = Array.isArray(step) ? step[0] : 1;
      var by = (Array.isArray(step) ? 1 : step) * coded.unit;
      for (var i = 0; i < count; i++) {
        last += by;
        at.push(last);
      }
    });
    return at;
  }

  function number(value) {
    if (value === null || value === undefined || Number.isNaN(value)) {
      return '–';
    }
    var size = Math.abs(value);
    if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
      return value.toExponential(3);
    }
    return String(Number(value.toPrecision(size >= 10000 ? 7 : 5)));
  }

  function time(value, kind) {
    var text = new Date(value).toISOString();
    if (kind === 'date' && text.slice(11, 19) === '00:00:00') {
      return text.slice(0, 10);
    }
    return text.slice(0, 10) + ' ' + text.slice(11, text.slice(17, 19) === '00' ? 16 : 19);
  }

  function place(value, kind) {
    return kind === 'date' || kind === 'time' ? time(value, kind) : number(value);
  }

  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (c) {
      return '&#' + c.charCodeAt(0) + ';';
    });
  }

  function pairs(x, y) {
    return x.map(function (at, i) {
      return [at, y[i]];
    });
  }

  /** Series of the library for a layer of ours. */
  function series(layer, x, panel) {
    var colour = tone(layer.tone);
    var base = {
      name: layer.name, xAxisIndex: panel, yAxisIndex: panel, animation: false,
      itemStyle: { color: colour }, emphasis: { disabled: true }
    };
    function made(more) {
      return Object.assign({}, base, more);
    }
    if (layer.kind === 'line') {
      return [made({
        type: 'line', data: pairs(x, layer.y), connectNulls: false,
        // Of lines that begin alike the one that ends first would be hidden.
        z: layer.detail ? 2 + 1 / x.length : 2,
        symbol: 'circle', symbolSize: layer.style === 'marked' ? 5 : 4,
        showSymbol: layer.style === 'marked' || x.length === 1,
        lineStyle: { color: colour, width: layer.style === 'dashed' ? 1.5 : x.length > 1500 ? 1 : 1.75,
                     type: layer.style === 'dashed' ? [5, 4] : 'solid' }
      })];
    }
    if (layer.kind === 'band') {
      var stack = 'band ' + panel + ' ' + layer.name;
      var quiet = { type: 'line', stack: stack, stackStrategy: 'all', symbol: 'none', silent: true, z: 1,
                    lineStyle: { opacity: 0 } };
      return [
        made(Object.assign({}, quiet, { name: '', data: pairs(x, layer.lower) })),
        made(Object.assign({}, quiet, {
          data: pairs(x, layer.upper.map(function (upper, i) {
            return upper === null || layer.lower[i] === null ? null : upper - layer.lower[i];
          })),
          areaStyle: { color: colour, opacity: 0.2 }
        }))
      ];
    }
    if (layer.kind === 'points') {
      return [made({ type: 'scatter', data: pairs(x, layer.y), symbolSize: 5 })];
    }
    if (layer.kind === 'dot') {
      return [made({ type: 'scatter', data: pairs(x, layer.y), symbolSize: 11, silent: true, z: 5,
                     itemStyle: { color: colour, borderColor: tone('paper'), borderWidth: 2 } })];
    }
    return [made({ type: 'bar', data: pairs(x, layer.y), barCategoryGap: x.length > 40 ? '15%' : '8%' })];
  }

  /** What stands before a name in the legend. */
  function icon(layer) {
    if (layer.kind === 'line') {
      return layer.style === 'dashed' ? 'path://M0 0H7V2H0ZM11 0H18V2H11Z' : 'path://M0 0H18V2H0Z';
    }
    return layer.kind === 'points' ? 'circle' : 'rect';
  }

  /** What is pointed out, drawn by a series without values. */
  function marks(chart, panel, range, width) {
    var areas = [];
    var lines = [];
    chart.marks.forEach(function (mark) {
      var room = mark.from === undefined ? width : (mark.to - mark.from) / (range[1] - range[0]) * (width - 72);
      var shown = panel === 0 && room > 6.5 * mark.label.length ? mark.label : '';
      if (mark.from !== undefined) {
        areas.push([
          { xAxis: mark.from, name: shown,
            itemStyle: { color: tone(mark.tone), opacity: 0.11 },
            label: { color: tone('muted'), position: 'insideTop', fontSize: 11 } },
          { xAxis: mark.to }
        ]);
      } else {
        lines.push({ xAxis: mark.at, name: shown, label: { formatter: shown, color: tone('muted'), fontSize: 11 } });
      }
    });
    return {
      type: 'line', name: '', data: [], xAxisIndex: panel, yAxisIndex: panel, silent: true,
      markArea: { silent: true, data: areas },
      markLine: { silent: true, symbol: 'none', animation: false, data: lines,
                  lineStyle: { color: tone('muted'), type: [3, 3], width: 1 } }
    };
  }

  function ends(chart) {
    var least = Infinity;
    var greatest = -Infinity;
    var bars = 0;
    chart.panels.forEach(function (panel) {
      panel.layers.forEach(function (layer) {
        var x = chart.at[layer.x];
        least = Math.min(least, x[0]);
        greatest = Math.max(greatest, x[x.length - 1]);
        if (layer.kind === 'bars' && x.length > 1) {
          bars = Math.max(bars, (x[1] - x[0]) / 2);
        } else if (layer.kind === 'bars') {
          bars = Math.max(bars, 0.5);
        }
      });
    });
    return [least - bars, greatest + bars];
  }

  function option(figure, chart, width) {
    var small = width < 520;
    var many = chart.panels.length > 1;
    var names = [];
    var points = 0;
    chart.panels.forEach(function (panel) {
      panel.layers.forEach(function (layer) {
        points = Math.max(points, chart.at[layer.x].length);
        if (layer.name && !names.some(function (one) { return one.name === layer.name; })) {
          names.push({ name: layer.name, icon: icon(layer), itemStyle: layer.kind === 'band' ? { opacity: 0.4 } : {} });
        }
      });
    });
    var perPanel = chart.panels.map(function (panel) { return panel.layers.length; });
    var legend = Math.max.apply(null, perPanel) > 1;
    var zoom = figure.data.shape === 'long' && points > 100 && !printing;
    var heights = many ? (chart.panels.length > 2 ? 92 : 170) : (small ? 220 : 260);
    var top = (legend ? 28 : 0) + 26;
    var ink = tone('ink');
    var muted = tone('muted');
    var rule = tone('rule');
    var range = ends(chart);
    var timed = chart.x.kind === 'date' || chart.x.kind === 'time';
    var whole = range[0] === Math.round(range[0]) && range[1] === Math.round(range[1]);
    // On an axis of numbers the library would add up the places of a band and not its values.
    var banded = chart.panels.some(function (panel) {
      return panel.layers.some(function (layer) { return layer.kind === 'band'; });
    });
    var grids = [];
    var titles = [];
    var xAxes = [];
    var yAxes = [];
    var all = [];
    chart.panels.forEach(function (panel, i) {
      var last = i === chart.panels.length - 1;
      grids.push({ left: small ? 46 : 58, right: 14, top: top, height: heights });
      titles.push({ text: panel.y.label, left: 0, top: top - 24, padding: 0,
                    textStyle: { color: muted, fontSize: 12, fontWeight: 'normal', fontFamily: 'inherit',
                                 width: width - 20, overflow: 'truncate' } });
      xAxes.push({
        gridIndex: i, type: timed || banded ? 'time' : 'value', min: chart.x.kind === 'share' ? 0 : range[0], max: chart.x.kind === 'share' ? 1 : range[1],
        name: last ? chart.x.label : '', nameLocation: 'middle', nameGap: 26,
        nameTextStyle: { color: muted, fontSize: 12 },
        minInterval: ['epoch', 'steps ahead', 'fold'].indexOf(chart.x.label) >= 0 ? 1 : 0,
        splitNumber: small ? 3 : 6,
        axisLabel: Object.assign({ show: last, color: muted, fontSize: 11, hideOverlap: true },
                                 timed ? { formatter: TIMES } : { formatter: number, showMinLabel: whole ? null : false, showMaxLabel: whole ? null : false }),
        axisLine: { lineStyle: { color: rule }, onZero: false }, axisTick: { show: last, lineStyle: { color: rule } },
        splitLine: { show: false }, axisPointer: { label: { show: false } }
      });
      yAxes.push({
        gridIndex: i, type: panel.y.kind === 'logarithm' ? 'log' : 'value',
        min: panel.y.kind === 'share' ? 0 : null, max: panel.y.kind === 'share' ? 1 : null,
        scale: !panel.layers.some(function (layer) { return layer.kind === 'bars'; }),
        splitNumber: many && chart.panels.length > 2 ? 2 : 4,
        axisLabel: { color: muted, fontSize: 11, formatter: number, hideOverlap: true },
        axisLine: { show: false }, axisTick: { show: false },
        splitLine: { lineStyle: { color: rule, width: 1 } }
      });
      panel.layers.forEach(function (layer) {
        all = all.concat(series(layer, chart.at[layer.x], i));
      });
      all.push(marks(chart, i, range, width));
      top += heights + (last ? 0 : 40);
    });
    var height = top + 42 + (zoom ? 34 : 0);
    var index = chart.panels.map(function (panel, i) { return i; });
    return {
      height: height,
      option: {
        useUTC: true, animation: false, backgroundColor: 'transparent',
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
        title: titles, grid: grids, xAxis: xAxes, yAxis: yAxes, series: all,
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        legend: { show: legend, type: 'scroll', data: names, left: 0, top: 0, padding: 0, itemGap: 14,
                  itemWidth: 18, itemHeight: 9, itemStyle: { borderWidth: 0 }, lineStyle: { width: 0 }, textStyle: { color: ink, fontSize: 12 },
                  inactiveColor: rule, pageIconColor: muted, pageTextStyle: { color: muted } },
        tooltip: {
          trigger: 'axis', confine: true, backgroundColor: tone('raised'), borderColor: rule, padding: [6, 10],
          textStyle: { color: ink, fontSize: 12 }, axisPointer: { type: 'line', lineStyle: { color: muted } },
          formatter: function (points) { return told(chart, points); }
        },
        dataZoom: zoom ? [{
          type: 'slider', xAxisIndex: index, bottom: 2, height: 22, left: small ? 46 : 58, right: 14,
          filterMode: 'none', showDataShadow: false, borderColor: rule, fillerColor: 'rgba(128,128,128,0.14)',
          handleStyle: { color: tone('paper'), borderColor: muted }, moveHandleSize: 0, textStyle: { color: muted, fontSize: 11 },
          labelFormatter: '', brushSelect: false
        }] : []
      }
    };
  }

  /** What stands under the pointer, in words. */
  function told(chart, points) {
    points = Array.isArray(points) ? points : [points];
    if (!points.length) {
      return '';
    }
    var at = points[0].value ? points[0].value[0] : points[0].axisValue;
    var rows = [];
    var alike = {};
    chart.panels.forEach(function (panel) {
      panel.layers.forEach(function (layer) {
        if (layer.kind === 'dot') {
          return;
        }
        // Lines of one name stand among the points in the order in which they are drawn.
        var before = layer.detail ? alike[layer.name] || 0 : 0;
        alike[layer.name] = before + 1;
        var point = points.filter(function (one) { return one.seriesName === layer.name && one.value; })[before];
        if (!point) {
          return;
        }
        var i = point.dataIndex;
        var value = layer.kind === 'band'
          ? number(layer.lower[i]) + ' to ' + number(layer.upper[i]) : number(layer.y[i]);
        rows.push('<tr><td style="padding:0 12px 0 0;border:0">'
          + '<span style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px;background:'
          + tone(layer.tone) + '"></span>' + escaped(layer.name + (layer.detail ? ', ' + layer.detail : '')) + '</td><td style="padding:0;border:0;text-align:right">'
          + escaped(value) + '</td></tr>');
      });
    });
    var label = chart.x.kind === 'date' || chart.x.kind === 'time' ? '' : escaped(chart.x.label) + ' ';
    return '<div style="margin-bottom:3px">' + label + escaped(place(at, chart.x.kind)) + '</div><table>' + rows.join('') + '</table>';
  }

  function key(figure) {
    var group = chosen[figure.data.group] || {};
    return figure.data.follows.map(function (at) { return group[at] || 0; }).join('-');
  }

  function draw(figure) {
    var chart = figure.data.charts[key(figure)];
    if (!chart) {
      return;
    }
    if (!chart.at) {
      chart.at = chart.places.map(places);
    }
    figure.element.querySelector('.says').textContent = chart.words;
    figure.box.setAttribute('aria-label', figure.data.title + '. ' + chart.words);
    var width = printing
      ? (figure.data.shape === 'half' ? 322 : 676)
      : figure.box.clientWidth;
    var made = option(figure, chart, width);
    figure.box.style.height = made.height + 'px';
    figure.box.style.width = printing ? width + 'px' : '';
    if (!figure.drawn) {
      figure.drawn = window.echarts.init(figure.box, null, { renderer: 'svg', width: width, height: made.height });
    } else {
      figure.drawn.resize({ width: width, height: made.height });
    }
    figure.drawn.setOption(made.option, true);
    figure.width = width;
    figure.box.setAttribute('data-drawn', key(figure));
  }

  function drawAll() {
    figures.forEach(draw);
  }

  function choose(group, at, value) {
    chosen[group] = chosen[group] || {};
    chosen[group][at] = value;
    document.querySelectorAll('.choice').forEach(function (choice) {
      if (choice.dataset.group !== group) {
        return;
      }
      choice.querySelectorAll('select').forEach(function (select) {
        if (select.dataset.place === String(at)) {
          select.value = String(value);
        }
      });
    });
    figures.forEach(function (figure) {
      if (figure.data.group === group && figure.data.follows.indexOf(at) >= 0) {
        draw(figure);
      }
    });
  }

  document.querySelectorAll('figure').forEach(function (element) {
    figures.push({
      element: element,
      box: element.querySelector('.chart'),
      data: JSON.parse(element.querySelector('script').textContent)
    });
  });
  document.querySelectorAll('.choice select').forEach(function (select) {
    select.addEventListener('change', function () {
      choose(select.closest('.choice').dataset.group, Number(select.dataset.place), Number(select.value));
    });
  });
  drawAll();

  var waiting = 0;
  window.addEventListener('resize', function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      figures.forEach(function (figure) {
        if (!printing && figure.box.clientWidth !== figure.width) {
          draw(figure);
        }
      });
    }, 120);
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.addEventListener('beforeprint', function () {
    printing = true;
    root.classList.add('printing');
    drawAll();
  });
  window.addEventListener('afterprint', function () {
    printing = false;
    root.classList.remove('printing');
    drawAll();
  });
  root.setAttribute('data-charts', String(figures.length));
})();
