// Result files that the reader drops on the page, or chooses: looked at beside the others. They are
// read here, by this page; nothing is sent.

/** A sentence in a box that goes away by itself when something is pressed. */
function tell(words) {
  const open = by_id('told');
  if (open) {
    open.remove();
  }
  const box = el('div.told', {'id': 'told', 'role': 'alert'}, el('p', words),
    el('button.plain', {type: 'button', on: {click: () => box.remove()}}, 'Close'));
  document.body.append(box);
}

/** Shows in the head of the page which runs there are. */
function show_runs() {
  const pick = by_id('kernel');
  pick.replaceChildren();
  fill(pick, runs.map((run) => el('option', {value: run.number + 1}, run.label)));
  by_id('kernel-label').hidden = by_id('nav-kernels').hidden = runs.length < 2;
}

async function add_file(file) {
  require_that(file.size <= most_bytes, 'it is larger than 512 MiB');
  return add_run(file.name, await file.text());
}

/** Adds files one after the other, and shows what they are to each other. */
async function add_files(files) {
  const added = [];
  const refused = [];
  for (const file of files) {
    try {
      added.push(await add_file(file));
    } catch (problem) {
      const why = problem instanceof refusal || problem instanceof DOMException
        ? problem.message : 'it is no run file that this page can read';
      refused.push(`${printable(file.name)}: ${why}`);
    }
  }
  show_runs();
  if (added.length > 0) {
    say(`${added.map((run) => run.label).join(', ')} added`);
    go(address('kernels', {run: runs[0]}));
    show();
  }
  if (refused.length > 0) {
    tell(`Not added: ${refused.join('; ')}.`);
  }
}

/** Listens to files that are dropped, and to the button that asks for them. */
function listen_to_files() {
  const chooser = by_id('chooser');
  const has_files = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  const over = (is_over) => document.body.classList.toggle('dropping', is_over);
  by_id('add').addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    add_files([...chooser.files]).finally(() => {
      chooser.value = '';
    });
  });
  addEventListener('dragover', (event) => {
    if (has_files(event)) {
      event.preventDefault();
      over(true);
    }
  });
  addEventListener('dragleave', (event) => event.relatedTarget === null && over(false));
  addEventListener('drop', (event) => {
    over(false);
    if (has_files(event)) {
      event.preventDefault();
      add_files([...event.dataTransfer.files]);
    }
  });
}
