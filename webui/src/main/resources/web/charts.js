// The charts, drawn by ECharts. It is by far the heaviest file, so it is fetched after the numbers are on the page; the
// page works without it.

const BARS = 12;
const dark = matchMedia('(prefers-color-scheme: dark)');

function echarts() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/assets/echarts.js';
    script.onload = () => resolve(window.echarts);
    script.onerror = () => reject(new Error('echarts.js was not loaded'));
    document.head.append(script);
  });
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The colour of the engine at that rank, in chart and table alike; all after the fifth share one. */
export function seriesColor(rank) {
  return `series-${Math.min(rank, 5) + 1}`;
}

export class Charts {
  #courses;
  #engines;
  #latest;
  #library = echarts();

  constructor(courses, engines) {
    this.#library.then((library) => {
      // ECharts' own tooltips are HTML with inline styles; drawn ones need neither HTML nor a laxer policy.
      this.#courses = library.init(courses);
      this.#engines = library.init(engines);
      new ResizeObserver(() => this.#courses.resize()).observe(courses);
      new ResizeObserver(() => this.#engines.resize()).observe(engines);
      this.#draw();
      dark.addEventListener('change', () => this.#draw());
    }, () => [courses, engines].forEach((element) => { element.hidden = true; }));
  }

  /** Shows the leading courses and all engines, both ranked. */
  show(courses, engines) {
    this.#latest = { courses: courses.slice(0, BARS), engines };
    this.#draw();
  }

  #draw() {
    if (this.#courses !== undefined && this.#latest !== undefined) {
      this.#courses.setOption(bars(this.#latest.courses));
      this.#engines.setOption(ring(this.#latest.engines));
    }
  }
}

function shared() {
  return {
    animationDuration: 300,
    animationDurationUpdate: 350,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: color('muted') },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: color('card'),
      borderColor: color('line'),
      textStyle: { color: color('ink'), fontSize: 13 },
    },
  };
}

function bars(courses) {
  const { tooltip, ...rest } = shared();
  return {
    ...rest,
    tooltip: { ...tooltip, trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.06 } } },
    grid: { left: 6, right: 6, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: courses.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: color('line') } },
      axisLabel: { color: color('muted'), fontSize: 12, hideOverlap: true, width: 64, overflow: 'truncate' },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: color('muted'), fontSize: 12 },
      splitLine: { lineStyle: { color: color('line') } },
    },
    series: [{
      type: 'bar',
      name: 'Clicks',
      data: courses.map(({ clicks }) => clicks),
      barMaxWidth: 34,
      itemStyle: { color: color('accent'), borderRadius: [4, 4, 0, 0] },
    }],
  };
}

function ring(engines) {
  const { tooltip, ...rest } = shared();
  return {
    ...rest,
    tooltip: { ...tooltip, trigger: 'item', formatter: '{b}: {c} ({d}%)' },
    series: [{
      type: 'pie',
      radius: ['64%', '90%'],
      label: { show: false },
      emphasis: { scaleSize: 4 },
      itemStyle: { borderColor: color('card'), borderWidth: 2, borderRadius: 4 },
      data: engines.map(({ name, clicks }, rank) => ({
        name, value: clicks, itemStyle: { color: color(seriesColor(rank)) },
      })),
    }],
  };
}
