// Checks of the modules that need no map, run inside the page by check.py; gives what failed.
const done = arguments[0];
const failed = [];
const same = (given, wanted, what) => {
  if (JSON.stringify(given) !== JSON.stringify(wanted)) failed.push([what, given, wanted]);
};
(async () => {
  const { Newest } = await import('/js/api.js');
  const { History } = await import('/js/store.js');
  const { cleanName, decode, encode } = await import('/js/link.js');
  const { innerPoint } = await import('/js/map.js');
  const { moved } = await import('/js/pins.js');
  const { count, percent, walk } = await import('/js/i18n.js');

  // Newest: never two at a time, none out of order, the last one always, most in between left out.
  const newest = new Newest();
  const ran = []; let running = 0;
  for (let i = 0; i < 50; i += 1) newest.put(async () => {
    running += 1; same(running, 1, 'questions at a time');
    await new Promise((go) => setTimeout(go, 5));
    running -= 1; ran.push(i);
  });
  await new Promise((go) => setTimeout(go, 60));
  same(ran, [0, 49], 'questions put');
  let aborted = null;
  newest.put((signal) => new Promise((go) => signal.addEventListener('abort', () => go(aborted = true))));
  newest.put(async () => ran.push('never'));
  newest.replace(async () => ran.push('instead'));
  await new Promise((go) => setTimeout(go, 20));
  same([aborted, ran.at(-1), ran.includes('never')], [true, 'instead', false], 'a question replaced');

  // History: undoing everything gives every state back, in turn; redoing likewise.
  const history = new History();
  let state = 0; const seen = [];
  for (let next = 1; next <= 20; next += 1) { history.keep(state); state = next; }
  while (history.canUndo) seen.push(state = history.undo(state));
  same(seen, Array.from({ length: 20 }, (_, i) => 19 - i), 'undone');
  while (history.canRedo) state = history.redo(state);
  same(state, 20, 'redone');
  for (const next of [21, 22, 23]) { history.keep(state, 'step'); state = next; }
  same(history.undo(state), 20, 'quick steps undone at once');

  // Links: what is written is read back, whatever the name.
  const city = { bbox: [-16, 28, -15, 29], kinds: ['museum', 'library', 'other'], always_kinds: ['other'], longest_minutes: 30 };
  for (const name of ['', 'a,b', '&p=1,2', '#', '% 100', '+1', '图书馆 🏛', '<b>', "'\"", '\u202e x']) {
    const pins = [{ lon: -15.4, lat: 28.1, name: cleanName(name) }];
    const state = { minutes: 7, kinds: ['library'], pins, language: 'en', selected: null };
    const read = decode('#' + encode(state, { lon: -15.41234, lat: 28.1, zoom: 13 }), city);
    same([read.minutes, read.kinds, read.pins, read.view], [7, ['library', 'other'], pins, { lat: 28.1, lon: -15.41234, zoom: 13 }], name);
  }
  same([...cleanName('🏛'.repeat(500))].length, 80, 'length of a name');

  // Numbers: rounded once, half up, as the server's sentences are (OutputText): decimals of a double are what they are.
  const plain = (text) => text.replace('\u00a0', ' ');
  same([count(385.4999999), count(385.5), count(0.5), count(-2.5), count(1e6)], ['385', '386', '1', '-3', '1,000,000'], 'counts');
  same([[0, 7], [7, 7], [1, 3000], [2999, 3000], [1153, 2000], [0, 0]].map(([part, whole]) => plain(percent(part, whole))),
    ['0.0 %', '100.0 %', '0.1 %', '99.9 %', '57.7 %', '–'], 'shares');
  same([69000, 902_999, 903_000, 900_001, 7_199_999, 8_280_000, 86_400_000].map((milliseconds) => walk(milliseconds / 60_000)),
    ['1.2 min', '15.0 min', '15.1 min', '15.0 min', '120.0 min', '2.3 h', '24 h'], 'walks');

  // A point inside: crescents, holes and parts.
  const inside = ([x, y], rings) => rings.reduce((odd, ring) => ring.slice(1).reduce((is, [x2, y2], i) => {
    const [x1, y1] = ring[i];
    return (y1 > y) !== (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1) ? !is : is;
  }, odd), false);
  for (let trial = 0; trial < 500; trial += 1) {
    const count = 3 + Math.floor(Math.random() * 20);
    const ring = Array.from({ length: count }, (_, i) => {
      const turn = 2 * Math.PI * i / count; const reach = 0.2 + Math.random();
      return [reach * Math.cos(turn), reach * Math.sin(turn)];
    });
    ring.push(ring[0]);
    const hole = ring.map(([x, y]) => [x * 0.7, y * 0.7]);
    const point = innerPoint({ type: 'MultiPolygon', coordinates: [[ring, hole], [ring.map(([x, y]) => [x / 9 + 5, y / 9])]] });
    same(inside(point, [ring, hole]), true, 'a point inside');
  }

  const there = moved({ lon: 120.16, lat: 30.27 }, 1000, 0);
  same(Math.abs((there.lon - 120.16) * 111195 * Math.cos(30.27 * Math.PI / 180) - 1000) < 1, true, 'a kilometre east');
})().then(() => done(failed), (error) => done([...failed, String(error)]));
