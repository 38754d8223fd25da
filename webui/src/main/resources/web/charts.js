// The minute curve and the maps, drawn by ECharts. It is by far the largest file, so it is fetched after the numbers are on
// the page, and a map when it is about to be seen; the page works without either.

import { minuteInDigits } from './dates.js';
import { element } from './dom.js';
import { inDigits } from './numbers.js';
import { say } from './words.js';

const MINUTES = 24 * 60;
const SHADES = 5;

let library;

function echarts() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(element('script', {
      src: '/assets/echarts.js',
      onload: () => resolve(window.echarts),
      onerror: () => reject(new Error('echarts.js could not be loaded')),
    }));
  });
  return library;
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function commonOptions() {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: color('muted') },
    tooltip: {
      // ECharts' default tooltips are HTML with inline styles, which the content security policy forbids.
      renderMode: 'richText',
      confine: true,
      backgroundColor: color('card'),
      borderColor: color('line'),
      textStyle: { color: color('ink'), fontSize: 13 },
    },
  };
}

/** A chart in an element: draws the options that were set last, as soon as ECharts is loaded. */
class Chart {
  #element;
  #chart;
  #options;
  #before = () => Promise.resolve();

  constructor(element) {
    this.#element = element;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /** `options` gives ECharts' options when the chart is drawn, which is after `before` has resolved. */
  show(options, before) {
    this.#options = options;
    this.#before = before ?? this.#before;
    return this.#draw();
  }

  async #draw() {
    const options = this.#options;
    if (options === undefined) {
      return;
    }
    const [drawn] = await Promise.all([echarts(), this.#before()]);
    if (options !== this.#options) {
      return;
    }
    if (this.#chart === undefined) {
      this.#chart = drawn.init(this.#element);
      new ResizeObserver(() => this.#chart.resize()).observe(this.#element);
    }
    this.#chart.setOption(options(), { notMerge: true });
    this.#element.dataset.drawn = '';
  }
}

/** The clicks of a day by the minute, with another day's in the background. */
export class Curve {
  #chart;
  #element;

  constructor(element) {
    this.#element = element;
    this.#chart = new Chart(element);
  }

  /**
   * `minutes` and `compared` have 1,440 numbers each, `compared` may be undefined; of `minutes`, those from `until` on are
   * not shown. The names are for the tooltip.
   */
  show(minutes, name, until, compared, comparedName) {
    const shown = minutes.map((clicks, minute) => (minute < until ? clicks : null));
    const most = Math.max(0, ...shown);
    const peak = shown.indexOf(most);
    this.#element.setAttribute('aria-label', say('peak', { time: minuteInDigits(Math.max(0, peak)), clicks: inDigits(most) }));
    return this.#chart.show(() => curve(shown, name, compared, comparedName));
  }
}

function curve(minutes, name, compared, comparedName) {
  const { tooltip, ...rest } = commonOptions();
  const background = compared === undefined ? [] : [{
    type: 'line', name: comparedName, data: compared, showSymbol: false, silent: true, z: 1,
    lineStyle: { width: 0 }, itemStyle: { color: color('compared') }, areaStyle: { color: color('compared'), opacity: 0.3 },
  }];
  return {
    ...rest,
    tooltip: { ...tooltip, trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: color('muted') } } },
    grid: { left: 4, right: 10, top: 10, bottom: 2, containLabel: true },
    xAxis: {
      type: 'category', boundaryGap: false, data: Array.from({ length: MINUTES }, (_, minute) => minuteInDigits(minute)),
      axisTick: { show: false }, axisLine: { lineStyle: { color: color('line') } },
      axisLabel: { color: color('muted'), fontSize: 11.5, interval: (minute) => minute % 180 === 0, showMinLabel: true },
    },
    yAxis: {
      type: 'value', minInterval: 1, splitNumber: 3,
      axisLabel: { color: color('muted'), fontSize: 11.5 }, splitLine: { lineStyle: { color: color('line') } },
    },
    series: [...background, {
      type: 'line', name, data: minutes, showSymbol: false, z: 2,
      lineStyle: { color: color('accent'), width: 1.1 }, itemStyle: { color: color('accent') },
      areaStyle: { color: color('accent'), opacity: 0.1 },
    }],
  };
}

/** A map that shades regions by their clicks. */
export class RegionMap {
  #chart;
  #maps = new Map();

  constructor(element) {
    this.#chart = new Chart(element);
  }

  /** `map` is `china` or `world`; `clicks` go by the codes that the map's features have; `nameOf` names a code. */
  show(map, clicks, nameOf) {
    return this.#chart.show(() => choropleth(map, clicks, nameOf), () => this.#load(map));
  }

  #load(map) {
    if (!this.#maps.has(map)) {
      this.#maps.set(map, Promise.all([echarts(), fetch(`/assets/${map}.json`).then((answer) => answer.json())])
        .then(([drawn, shapes]) => drawn.registerMap(map, shapes)));
    }
    return this.#maps.get(map);
  }
}

function choropleth(map, clicks, nameOf) {
  const { tooltip, ...rest } = commonOptions();
  const most = Math.max(1, ...clicks.values());
  // By the cube root: linear shades would be the same for all regions but the first, logarithmic ones for nearly all.
  const shade = (count) => (count === 0 ? 0 : Math.min(SHADES, 1 + Math.floor(Math.cbrt(count / most) * SHADES * 0.999)));
  return {
    ...rest,
    tooltip: { ...tooltip, trigger: 'item', formatter: ({ name }) => `${nameOf(name)}  ${inDigits(clicks.get(name) ?? 0)}` },
    series: [{
      type: 'map', map, silent: false, selectedMode: false, roam: false,
      ...(map === 'china'
        ? { left: 0, right: 0, top: 6, bottom: 6, aspectScale: 0.78 }
        : { left: 0, right: 0, top: 6, bottom: 6, boundingCoords: [[-170, 80], [180, -56]] }),
      label: { show: false },
      itemStyle: { areaColor: color('shade-0'), borderColor: color('card'), borderWidth: 0.6 },
      emphasis: { label: { show: false }, itemStyle: { areaColor: color('warm') } },
      data: Array.from(clicks, ([name, count]) => ({
        name, value: count, itemStyle: { areaColor: color(`shade-${shade(count)}`) },
      })),
    }],
  };
}
