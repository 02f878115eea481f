// What connecting costs: for each group of benchmarks the spread of its repetitions, rare slow
// cycles and floors; curves of those that differ in a number; and all numbers as tables.

const chart_width = 760;
const names_width = 220;
const numbers_width = 140;
const axis_height = 30;
const lane_height = 16;
const file_tones = ['accent', 'known', 'suite', 'good', 'noted', 'bad'];

/** Three digits that say something: 8.31 µs, 24.6 ms. */
function time_words(microseconds) {
  const units = ['ns', 'µs', 'ms', 's'];
  let value = microseconds * 1000;
  let at = 0;
  while (value >= 999.5 && at + 1 < units.length) {
    value /= 1000;
    at += 1;
  }
  return `${value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)} ${units[at]}`;
}

/** The same of a round value: 5 µs, 20 ms, 0. */
function round_words(microseconds) {
  return microseconds === 0 ? '0'
    : time_words(microseconds).replace(/[\d.]+/, (number) => String(Number(number)));
}

function times_floor(one) {
  const {x_floor: ratio} = one.counters;
  return ratio ? `${ratio.toFixed(ratio < 99.95 ? 1 : 0)} × floor` : '';
}

function value_words(series, value) {
  return series.unit === 'us' ? time_words(value) : `${Number(value.toPrecision(3))} ${series.unit}`;
}

/** The value below which this share of the sorted values lies, between two of them where need be. */
function quantile(sorted, share) {
  const place_of = share * (sorted.length - 1);
  const low = Math.floor(place_of);
  const high = Math.ceil(place_of);
  return sorted[low] + (sorted[high] - sorted[low]) * (place_of - low);
}

/** A series with what its repetitions come to; null where none was carried out. */
function summed(series, file) {
  if (!series || series.values.length === 0) {
    return null;
  }
  const sorted = [...series.values].sort((left, right) => left - right);
  return {...series, file, low: quantile(sorted, 0.25), middle: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75), least: sorted[0], most: sorted[sorted.length - 1]};
}

/** Every benchmark by its name, with what each file has of it, in the order of the files. */
function costs_by_name() {
  const all = new Map();
  data.benchmarks.forEach((file, number) => {
    for (const series of file.series) {
      const list = all.get(series.name) || [];
      const one = summed(series, number);
      if (one) {
        all.set(series.name, [...list, one]);
      }
    }
  });
  return all;
}

/** A logarithmic scale from values to places, with the round values on it. */
function log_scale(least, most, from, to) {
  const low = Math.log10(least) - 0.06;
  const high = Math.log10(most) + 0.06;
  const at = (value) => from + (to - from) * (Math.log10(value) - low) / (high - low);
  const steps = high - low > 2.2 ? [1] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(low); power <= high; ++power) {
    for (const step of steps) {
      const value = step * 10 ** power;
      if (Math.log10(value) >= low && Math.log10(value) <= high) {
        ticks.push(value);
      }
    }
  }
  return {at, ticks};
}

/** A linear scale from 0, with some five round values on it. */
function linear_scale(most, from, to) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
  const ticks = [];
  for (let value = 0; value <= most * 1.02; value += step) {
    ticks.push(value);
  }
  return {at: (value) => from + (to - from) * value / (most * 1.05), ticks};
}

function file_name(number) {
  const {kernel} = data.benchmarks[number];
  const same = data.benchmarks.filter((one) => one.kernel === kernel).length > 1;
  return same ? `${kernel} #${number + 1}` : kernel;
}

/** All about one series in a sentence, for who points at it or listens. */
function series_words(one) {
  const {p99_us: p99, p999_us: p999, floor_us: floor} = one.counters;
  return [`${one.name} on ${file_name(one.file)}: median ${value_words(one, one.middle)}`,
    `half of ${one.values.length} repetitions between ${value_words(one, one.low)} and ` +
      value_words(one, one.high),
    p99 && `99 % of cycles under ${time_words(p99)}`,
    p999 && `99.9 % under ${time_words(p999)}`,
    floor && `floor ${time_words(floor)} (${one.floor})`].filter(Boolean).join('; ');
}

function diamond(x, y, size, attributes) {
  return svg('path', {...attributes,
    d: `M${x - size} ${y}L${x} ${y - size}L${x + size} ${y}L${x} ${y + size}Z`});
}

/** One series on its lane: repetitions, their middle half, the median, rare cycles, the floor. */
function lane_of(one, scale, y) {
  const {p99_us: p99, p999_us: p999, floor_us: floor} = one.counters;
  const far = Math.max(p999 || 0, p99 || 0);
  return svg('g', {class: `lane ${file_tones[one.file % file_tones.length]}`},
    svg('title', {}, series_words(one)),
    far > 0 ? svg('line', {class: 'whisker', x1: scale.at(one.middle), x2: scale.at(far), y1: y,
      y2: y}) : null,
    svg('rect', {class: 'half', x: scale.at(one.low), y: y - 5, height: 10, rx: 2,
      width: Math.max(1, scale.at(one.high) - scale.at(one.low))}),
    one.values.map((value, at) => svg('circle', {class: 'dot', r: 1.7, cx: scale.at(value),
      cy: y + (at % 3 - 1) * 2.4})),
    svg('line', {class: 'median', x1: scale.at(one.middle), x2: scale.at(one.middle), y1: y - 7,
      y2: y + 7}),
    p99 ? diamond(scale.at(p99), y, 3.4, {class: 'p99'}) : null,
    p999 ? diamond(scale.at(p999), y, 3.4, {class: 'p999'}) : null,
    floor ? svg('line', {class: 'floor', x1: scale.at(floor), x2: scale.at(floor), y1: y - 7,
      y2: y + 7}) : null,
    svg('text', {x: chart_width - numbers_width + 8, y: y + 4}, value_words(one, one.middle),
      svg('tspan', {class: 'quiet-text'}, `  ${times_floor(one)}`)));
}

/** A group of benchmarks on one logarithmic axis of time, a lane for each file. */
function distribution(title, rows) {
  const everything = rows.flatMap(([, list]) => list.flatMap((one) => [one.least, one.most,
    one.counters.p99_us, one.counters.p999_us, one.counters.floor_us])).filter((one) => one > 0);
  const scale = log_scale(Math.min(...everything), Math.max(...everything), names_width,
    chart_width - numbers_width);
  let y = axis_height;
  const parts = [];
  for (const [name, list] of rows) {
    parts.push(svg('text', {class: 'name', x: names_width - 12, y: y + lane_height / 2 + 4 +
      (list.length - 1) * lane_height / 2, 'text-anchor': 'end'}, name.slice(name.indexOf('/') + 1)));
    for (const one of list) {
      parts.push(lane_of(one, scale, y + lane_height / 2));
      y += lane_height;
    }
    y += 8;
  }
  const grid = scale.ticks.map((value) => [
    svg('line', {class: 'grid', x1: scale.at(value), x2: scale.at(value), y1: axis_height - 8, y2: y}),
    svg('text', {class: 'quiet-text', x: scale.at(value), y: 14, 'text-anchor': 'middle'},
      round_words(value)),
  ]);
  return picture(`${title}: time of a cycle, logarithmic`, y, grid, parts);
}

function picture(label, height, ...parts) {
  return el('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': label},
    svg('svg', {class: 'chart', viewBox: `0 0 ${chart_width} ${Math.ceil(height) + 4}`, role: 'img',
      'aria-label': label}, parts));
}

/** Benchmarks whose names differ in one number only, three of them or more: `instance/number-N`. */
function families(costs) {
  const all = new Map();
  for (const name of costs.keys()) {
    for (const found of name.matchAll(/(?<=[-/])\d+(?=-|$)/g)) {
      const family = `${name.slice(0, found.index)}N${name.slice(found.index + found[0].length)}`;
      all.set(family, [...(all.get(family) || []), {n: Number(found[0]), name}]);
    }
  }
  return [...all].filter(([, members]) => members.length > 2).map(([family, members]) =>
    [family, members.sort((left, right) => left.n - right.n)]);
}

/** How the time of a cycle grows with a number: medians, their middle halves, the floor. */
function curve(family, members, costs) {
  const height = 240;
  const foot = height - 36;
  const points = members.flatMap(({n, name}) => costs.get(name).map((one) => ({n, one})));
  const across = log_scale(members[0].n, members[members.length - 1].n, 84, chart_width - 24);
  const up = linear_scale(Math.max(...points.map(({one}) => one.high)), foot, 20);
  const mark = (x, y, file) => file % 2 === 0 ? svg('circle', {class: 'point', cx: x, cy: y, r: 4})
    : svg('rect', {class: 'point', x: x - 4, y: y - 4, width: 8, height: 8});
  const lines = data.benchmarks.map((unused, file) => {
    const own = points.filter(({one}) => one.file === file);
    const floor = own.map(({one}) => one.counters.floor_us).filter(Boolean);
    const floor_y = floor.length > 0
      ? up.at(quantile(floor.sort((left, right) => left - right), 0.5)) : null;
    return svg('g', {class: `lane ${file_tones[file % file_tones.length]}`},
      floor_y === null ? null
        : svg('line', {class: 'floor', x1: 84, x2: chart_width - 24, y1: floor_y, y2: floor_y}),
      svg('polyline', {class: 'curve', points: own.map(({n, one}) =>
        `${across.at(n)},${up.at(one.middle)}`).join(' ')}),
      own.map(({n, one}) => svg('g', {}, svg('title', {}, series_words(one)),
        svg('line', {class: 'whisker', x1: across.at(n), x2: across.at(n), y1: up.at(one.low),
          y2: up.at(one.high)}),
        mark(across.at(n), up.at(one.middle), file))));
  });
  const grid = [up.ticks.map((value) => [
    svg('line', {class: 'grid', x1: 84, x2: chart_width - 24, y1: up.at(value), y2: up.at(value)}),
    svg('text', {class: 'quiet-text', x: 76, y: up.at(value) + 4, 'text-anchor': 'end'},
      round_words(value)),
  ]), members.map(({n}) => svg('text', {class: 'quiet-text', x: across.at(n), y: foot + 18,
    'text-anchor': 'middle'}, n.toLocaleString('en')))];
  return el('figure', {class: 'cost'},
    el('figcaption', {}, el('code', {}, family), ': time of a cycle by N'),
    picture(`${family}: time of a cycle by N`, height, grid, lines));
}

const own_columns = ['p50_us', 'p99_us', 'p999_us', 'floor_us', 'x_floor', 'raw_us'];

function cost_table(title, rows) {
  const optional = (one, name) =>
    one.counters[name] ? time_words(one.counters[name]) : '';
  return el('details', {class: 'numbers'}, el('summary', {}, 'As numbers'),
    el('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': `${title} as numbers`},
      el('table', {class: 'costs'}, el('thead', {}, el('tr', {}, ['Benchmark', 'Kernel', 'Median',
        '± quartiles', 'p99', 'p99.9', 'Floor', '× floor', 'Repetitions', 'Counted'].map((name) =>
        el('th', {scope: 'col'}, name)))),
      el('tbody', {}, rows.flatMap(([name, list]) => list.map((one) => el('tr', {},
        el('th', {scope: 'row'}, el('code', {}, name)), el('td', {}, file_name(one.file)),
        [value_words(one, one.middle), `${((one.high - one.low) / 2 / one.middle * 100).toFixed(1)} %`,
          optional(one, 'p99_us'), optional(one, 'p999_us'), optional(one, 'floor_us'),
          times_floor(one), one.values.length].map((text) =>
          el('td', {class: 'number'}, text)),
        el('td', {}, Object.entries(one.counters).filter(([key]) => !own_columns.includes(key))
          .map(([key, value]) => `${key} ${Number(value.toPrecision(3))}`).join(', ')))))))));
}

/** In the order of the page. */
const cost_groups = {
  cycle: 'A connect in every mode', latency: 'Latency of a connect', outcome: 'What fails fast',
  client: 'How clients come', instance: 'Instances', rate: 'Accept rate', cancel: 'Cancelling',
  harness: 'What the harness adds to raw calls', floor: 'Floors: the cheapest things of their kind',
};

/** The names of a group with what the files have of them; groups in the order of the page. */
function costs_by_group(costs) {
  const known = Object.keys(cost_groups);
  const place_of = (group) => known.includes(group) ? known.indexOf(group) : known.length;
  const groups = new Map();
  const by_name = (left, right) => left[0].localeCompare(right[0], 'en', {numeric: true});
  for (const [name, list] of [...costs].sort(by_name)) {
    const group = name.split('/')[0];
    groups.set(group, [...(groups.get(group) || []), [name, list]]);
  }
  return [...groups].sort((left, right) => place_of(left[0]) - place_of(right[0]));
}

function cost_legend() {
  const sample = (part) => svg('svg', {class: 'sample', viewBox: '0 0 26 14', 'aria-hidden': 'true'},
    svg('g', {class: 'lane accent'}, part));
  return el('ul', {class: 'cost-legend quiet small'},
    [[svg('circle', {class: 'dot', cx: 13, cy: 7, r: 2.5}), 'a repetition'],
      [svg('rect', {class: 'half', x: 3, y: 2, width: 20, height: 10}), 'their middle half'],
      [svg('line', {class: 'median', x1: 13, x2: 13, y1: 1, y2: 13}), 'median'],
      [diamond(13, 7, 4, {class: 'p99'}), 'slower than 99 % of cycles'],
      [diamond(13, 7, 4, {class: 'p999'}), '99.9 %'],
      [svg('line', {class: 'floor', x1: 13, x2: 13, y1: 0, y2: 14}), 'the floor'],
    ].map(([part, words]) => el('li', {}, sample(part), ` ${words}`)));
}

function cost_files() {
  return el('ul', {class: 'cost-files'}, data.benchmarks.map((file, number) =>
    el('li', {class: `lane ${file_tones[number % file_tones.length]}`},
      el('b', {}, file_name(number)),
      el('span', {class: 'quiet small'}, ` ${file.date}, ${plural(file.processors, 'processor')}, suite `,
        el('code', {}, file.commit), `; the machine was ${file.quiet}`),
      file.failed.length === 0 ? null
        : el('p', {class: 'small'}, `Not carried out: ${file.failed.join('; ')}`))));
}

function view_costs(main) {
  document.title = 'What connecting costs · ConnectNamedPipe';
  if (data.benchmarks.length === 0) {
    main.append(el('h1', {}, 'What connecting costs'),
      el('p', {}, 'There is no benchmark file on this page.'));
    return;
  }
  const costs = costs_by_name();
  const curves = families(costs);
  main.append(el('h1', {}, 'What connecting costs'),
    el('p', {class: 'lead'}, 'Times, and no verdicts. Each is shown beside its floor, the cheapest ' +
      'thing of its kind that was measured in the same run.'),
    cost_files(), cost_legend(),
    ...costs_by_group(costs).map(([group, rows]) => {
      const title = cost_groups[group] || group;
      return el('section', {class: 'cost-group'}, el('h2', {}, title), distribution(title, rows),
        curves.filter(([family]) => family.startsWith(`${group}/`)).map(([family, members]) =>
          curve(family, members, costs)),
        cost_table(title, rows));
    }));
}
