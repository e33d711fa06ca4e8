// Steps through a failing run. Everything that is shown stands in the page's
// tables already; this marks where one is, and adds up what the steps say.
'use strict';

const PLAY_MS = 1200;

// An element with a class and a text.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Pairs "number rest" of an attribute, one a line.
function pairs(text) {
  return (text || '').split('\n').filter(Boolean).map((line) => {
    const space = line.indexOf(' ');
    return [Number(line.slice(0, space)), line.slice(space + 1)];
  });
}

class Stepper {
  constructor(root) {
    this.root = root;
    this.check = root.dataset.check;
    this.table = root.querySelector('table');
    this.rows = [...root.querySelectorAll('tr.step')];
    this.threads = [...root.querySelectorAll('.threads li')];
    this.at = 0;
    this.timer = null;
    this.build();
    this.details = root.closest('details');
    if (this.details) // what was folded has no height to scroll in
      this.details.addEventListener('toggle',
        () => this.show(this.at, { quietly: true }));
    this.fold(this.rows.some((row) => row.classList.contains('quiet')));
    this.go(0, { quietly: true });
  }

  // --- what is added to the page ---

  build() {
    this.controls = make('div', 'controls');
    this.controls.setAttribute('role', 'toolbar');
    this.controls.setAttribute('aria-label',
      'Steps of ' + this.check.replace('.first', ', found first'));
    this.first = this.button('|\u25c0\ufe0e', 'First step (Home)',
      () => this.go(0));
    this.back = this.button('\u25c0\ufe0e Back', 'Step back (Left)',
      () => this.move(-1));
    this.play = this.button('Play', 'Play or pause', () => this.toggle());
    this.next = this.button('Next \u25b6\ufe0e', 'Next step (Right)',
      () => this.move(1));
    this.last = this.button('\u25b6\ufe0e|', 'Last step (End)',
      () => this.go(Infinity));
    this.place = make('span', 'place');
    this.controls.append(this.place);
    if (this.rows.some((row) => row.classList.contains('quiet')))
      this.controls.append(this.foldBox());
    this.said = make('p', 'said');
    this.said.setAttribute('aria-live', 'polite');
    this.stage = make('div', 'stage');
    const lanes = this.root.querySelector('.lanes');
    lanes.replaceWith(this.stage);
    this.lanes = lanes;
    this.stage.append(lanes, this.scene());
    this.root.prepend(this.controls, this.said);
    this.root.addEventListener('keydown', (event) => this.key(event));
    for (const row of this.rows)
      row.addEventListener('click', (event) => {
        event.preventDefault();
        this.stop();
        this.show(this.rows.indexOf(row));
      });
    this.copyButton();
  }

  button(text, label, act) {
    const button = make('button', '', text);
    button.type = 'button';
    button.title = label;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', () => {
      if (button !== this.play) this.stop();
      act();
    });
    this.controls.append(button);
    return button;
  }

  foldBox() {
    const label = make('label');
    const box = make('input');
    box.type = 'checkbox';
    box.addEventListener('change', () => {
      const row = this.rows[this.at];
      this.fold(!box.checked);
      this.show(this.nearest(this.rows.indexOf(row)));
    });
    label.append(box, ' every step');
    this.everyStep = box;
    return label;
  }

  // The source with its marks, and the values and locks.
  scene() {
    const scene = make('div', 'scene');
    const source = document.querySelector('#source .source');
    if (source) {
      this.source = source.cloneNode(true);
      this.source.setAttribute('aria-label', 'Where each thread is');
      this.lines = new Map([...this.source.querySelectorAll('.line')]
        .map((line) => [line.dataset.line, line]));
      scene.append(this.source);
    }
    this.values = make('ul');
    this.locks = make('ul');
    const state = make('div', 'state');
    for (const [title, list] of [['Values', this.values],
      ['Locks', this.locks]]) {
      const part = make('div');
      part.append(make('h4', '', title), list);
      state.append(part);
    }
    scene.append(state);
    return scene;
  }

  copyButton() {
    const button = this.root.querySelector('.copy');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const code = this.root.querySelector('.token code');
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'Copied';
      } catch (error) {
        // Not allowed for a file: select it, so that Ctrl-C does.
        getSelection().selectAllChildren(code);
        button.textContent = 'Press Ctrl-C';
      }
    });
  }

  // --- moving ---

  fold(folded) {
    this.table.classList.toggle('folded', folded);
  }

  isShown(row) {
    return !(this.table.classList.contains('folded') &&
      row.classList.contains('quiet'));
  }

  shown() {
    return this.rows.filter((row) => this.isShown(row));
  }

  // The last shown row that is not behind that one.
  nearest(index) {
    while (index > 0 && !this.isShown(this.rows[index])) index--;
    return this.isShown(this.rows[index])
      ? index : this.rows.indexOf(this.shown()[0]);
  }

  // To the nth of the rows that are shown.
  go(n, options) {
    const shown = this.shown();
    const row = shown[Math.max(0, Math.min(n, shown.length - 1))];
    if (row) this.show(this.rows.indexOf(row), options);
  }

  move(by) {
    this.go(this.shown().indexOf(this.rows[this.at]) + by);
  }

  isAtEnd() {
    const shown = this.shown();
    return this.rows[this.at] === shown[shown.length - 1];
  }

  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }
    if (this.isAtEnd()) this.go(0);
    this.play.textContent = 'Pause';
    this.timer = setInterval(() => {
      this.move(1);
      if (this.isAtEnd()) this.stop();
    }, PLAY_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = 'Play';
  }

  key(event) {
    const keys = {
      ArrowLeft: () => this.move(-1),
      ArrowRight: () => this.move(1),
      Home: () => this.go(0),
      End: () => this.go(Infinity),
    };
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey ||
      event.shiftKey) return;
    event.preventDefault();
    this.stop();
    act();
  }

  // --- showing ---

  show(index, options = {}) {
    const row = this.rows[index];
    if (!row) return;
    this.at = index;
    for (const other of this.rows) {
      other.classList.toggle('now', other === row);
      if (other === row) other.setAttribute('aria-current', 'step');
      else other.removeAttribute('aria-current');
    }
    const shown = this.shown();
    const n = shown.indexOf(row);
    this.place.textContent = `${n + 1} of ${shown.length}`;
    this.enable(n > 0, this.first, this.back);
    this.enable(n < shown.length - 1, this.next, this.last);
    this.showState(index);
    this.say(row);
    if (options.quietly) return;
    this.scrollTo(this.lanes, row);
    try {
      history.replaceState(null, '', '#' + row.id);
    } catch (error) {
      // Some browsers do not let a file do that; the link is not needed.
    }
  }

  // A button that is disabled for real would lose the focus, and the keys.
  enable(enabled, ...buttons) {
    for (const button of buttons)
      button.setAttribute('aria-disabled', String(!enabled));
  }

  // What a screen reader is told.
  say(row) {
    const words = [...row.querySelectorAll('td:not(:empty)')].map((cell) =>
      [...cell.children].map((part) => part.textContent.trim()).join(' \u2013 '));
    const number = row.querySelector('th').textContent;
    this.said.textContent =
      `${number === 'end' ? 'In the end' : 'Step ' + number}: ${words.join('; ')}`;
  }

  // All steps up to this one, added up.
  state(index) {
    const values = new Map();
    const places = new Map();
    let locks = [];
    this.rows.slice(0, index + 1).forEach((row) => {
      const data = row.dataset;
      if (data.thread !== undefined && data.line)
        places.set(Number(data.thread), data.line);
      if (data.name !== undefined) values.set(data.name, data.value);
      if (data.locks !== undefined) locks = pairs(data.locks);
      for (const [thread, line] of pairs(data.stands)) places.set(thread, line);
    });
    return { values, places, locks };
  }

  showState(index) {
    const now = this.state(index);
    const shown = this.shown();
    const n = shown.indexOf(this.rows[index]);
    const before = n > 0 ? this.state(this.rows.indexOf(shown[n - 1]))
      : { values: new Map(), places: new Map(), locks: [] };
    this.values.replaceChildren(...[...now.values].map(([name, value]) => {
      const item = make('li', '', '');
      item.append(make('code', '', name), ' = ', make('code', '', value));
      item.classList.toggle('changed', before.values.get(name) !== value);
      return item;
    }));
    this.locks.replaceChildren(...now.locks.map(([thread, lock]) => {
      const item = make('li');
      item.append(make('code', '', lock), ' held by ', this.name(thread));
      item.classList.toggle('changed', !before.locks.some(
        (old) => old[0] === thread && old[1] === lock));
      return item;
    }));
    if (now.values.size === 0)
      this.values.append(make('li', '', 'nothing read or written yet'));
    if (now.locks.length === 0) this.locks.append(make('li', '', 'none held'));
    if (this.source) this.markLines(index, now.places);
  }

  // A thread's sign and name, in its colour.
  name(thread) {
    const item = this.threads[thread];
    const span = make('span', item ? item.className : '');
    span.append(...(item ? item.cloneNode(true).childNodes : ['?']));
    return span;
  }

  markLines(index, places) {
    for (const flag of this.source.querySelectorAll('.flag')) flag.remove();
    for (const line of this.source.querySelectorAll('.here'))
      line.className = 'line';
    const row = this.rows[index].dataset;
    let moved = null;
    for (const [thread, number] of places) {
      const line = this.lines.get(number);
      if (!line) continue;
      const name = this.name(thread);
      name.classList.add('flag');
      line.querySelector('code').after(name);
      if (!line.classList.contains('here')) line.className = 'line here';
      if (String(thread) === row.thread && number === row.line) {
        line.className = 'line here moved ' + this.threads[thread].className;
        moved = line;
      } else if (!line.classList.contains('moved')) {
        line.classList.add(this.threads[thread].className);
      }
    }
    moved = moved || this.source.querySelector('.here');
    if (moved) this.scrollTo(this.source, moved);
  }

  // Only the box scrolls, never the page.
  scrollTo(box, element) {
    const from = box.getBoundingClientRect();
    const to = element.getBoundingClientRect();
    box.scrollTop += to.top - from.top - (box.clientHeight - to.height) / 2;
  }
}

const steppers = [...document.querySelectorAll('.replay')]
  .map((root) => new Stepper(root));

// A link "#check.step" leads to that step, "#check.first.step" to one of the
// schedule that was found first.
function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (const stepper of steppers) {
    const index = stepper.rows.findIndex((row) => row.id === id);
    if (index < 0) continue;
    if (stepper.details) stepper.details.open = true;
    if (!stepper.isShown(stepper.rows[index])) {
      stepper.fold(false);
      stepper.everyStep.checked = true;
    }
    stepper.show(index);
    stepper.root.scrollIntoView();
    stepper.next.focus({ preventScroll: true });
  }
}

// The browser itself looks for the row, and scrolls to it; this comes after.
addEventListener('hashchange', follow);
addEventListener('load', () => requestAnimationFrame(follow));
