// What is shown, as a file for a spreadsheet.

/** A text as a field. What a spreadsheet would take for a formula is a text there too. */
function csv_field(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return safe !== text || /[",;\r\n]/.test(text) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csv_text = (rows) =>
  rows.map((row) => `${row.map((field) => csv_field(String(field ?? ''))).join(',')}\r\n`).join('');

/** Saves a text that this page made, without a network. */
function save(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], {type}));
  const way = el('a', {href, download: name});
  document.body.append(way);
  way.click();
  way.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
  say(`${name} was made`);
}

/** A button that saves rows as a file; make() gives them, heads first. */
const csv_button = (name, make) => el('button.plain', {'type': 'button', 'title': `Save as ${name}.csv`,
  'aria-label': `Save what is shown as ${name}.csv`,
  'on': {click: () => save(`${name}.csv`, 'text/csv;charset=utf-8', `\uFEFF${csv_text(make())}`)}},
'CSV');

/** The cells of the list, with what each run saw of them. */
function csv_of_cells(filters, run) {
  const some = filtered(filters, run);
  const axes = axes_in(some).map(([name]) => name);
  const heads = runs.flatMap((one) => [`${one.label}: verdict`, `${one.label}: seen`]);
  return [['cell', 'scenario', ...axes.map(axis_title), ...heads, 'change', 'why'],
    ...some.map((cell) => {
      const values = new Map(axes_of(cell));
      return [keys[cell], scenario_of(cell), ...axes.map((name) => values.get(name)),
        ...runs.flatMap((one) => [verdict_in(one, cell).word, (focus_of(one, cell) || {}).seen]),
        (change_of(run, cell) || {}).word, text_at(Math.max(run.of.why[cell] ?? 0, 0))];
    })];
}

/** The clauses by kernel: the worst verdict, and how many cells have which. */
const csv_of_clauses = () => [['clause', 'sentence', ...runs.flatMap((run) =>
  [`${run.label}: verdict`, `${run.label}: cells`])],
...clauses.map((clause) => [clause.id, clause.says, ...runs.flatMap((run) => {
  const sum = run.clauses[clause.number];
  return [clause_verdict(clause, sum).word, count_words(sum)];
})])];

const csv_of_catalogue = (lines) => [['line', 'grade', 'says', 'remark', 'sources'],
  ...lines.map((line) => [line.number, line.grade, line.says, line.remark,
    line.sources.map((source) => source.join(': ')).join('; ')])];
