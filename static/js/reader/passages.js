// The passages of a lesson as the server counts them: elements whose id is p-PART-NUMBER, each with its own words and single spaces.

const ADDRESS = /^p-\d+-\d+$/;
export const text = document.getElementById("lesson-text");

export function passages() {
  return [...text.querySelectorAll('[id^="p-"]')].filter((one) => ADDRESS.test(one.id));
}

export function passageOf(node) {
  let one = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  while (one && one !== text && !ADDRESS.test(one.id)) one = one.parentElement;
  return one && one !== text ? one : null;
}

// The passage's own characters (code points, as Python counts them) with where each stands; spaces are single, and none stands at an end.
export function characters(passage) {
  const found = [];
  let space = false;

  function say(symbol, node, at) {
    if (/^\s$/u.test(symbol)) { space = found.length > 0; return; }
    if (space) found.push({ symbol: " ", node, at, width: 0 });
    space = false;
    found.push({ symbol, node, at, width: symbol.length });
  }

  function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      let at = 0;
      for (const symbol of node.data) { say(symbol, node, at); at += symbol.length; }
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".passage-button, .mark-note, svg")) return;
    if (node !== passage && (ADDRESS.test(node.id) || node.nodeName === "BR")) { space = found.length > 0; return; }
    node.childNodes.forEach(walk);
  }

  walk(passage);
  return found;
}

export function words(found) {
  return found.map((one) => one.symbol).join("");
}

// What of a selection lies within one passage, as the server wants to know it; null where nothing does.
export function anchorIn(passage, range) {
  const found = characters(passage);
  const inside = (one) => one.width > 0 && range.comparePoint(one.node, one.at) >= 0 && range.comparePoint(one.node, one.at + one.width) <= 0;
  const first = found.findIndex(inside);
  if (first < 0) return null;
  let last = first;
  for (let at = first; at < found.length; at += 1) if (inside(found[at])) last = at;
  return { address: passage.id, quote: words(found.slice(first, last + 1)), prefix: words(found.slice(Math.max(0, first - 48), first)) };
}
