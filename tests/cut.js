// What cannot be read on the page that is open: words beyond the edge of the screen or of the box they stand in, and
// words that run into what stands beside them. Run by tests/test_reach.py.
() => {
  const wide = document.documentElement.clientWidth;
  const found = [];
  const style = (element) => getComputedStyle(element);
  const inline = (element) => ["inline", "contents"].includes(style(element).display);
  // A part that is scrolled by itself must be reached by keys and have a name.
  const scrolls = (element) => ["auto", "scroll"].includes(style(element).overflowX);
  const reached = (element) =>
    element.tabIndex === 0 && (element.tagName === "PRE" || (element.role === "region" && element.ariaLabel));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, element = text.parentElement;
    if (!text.data.trim() || element.closest("script, style, .sr, .skip, [hidden], svg")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const say = (why) => found.push([why, text.data.trim().slice(0, 20), element.outerHTML.slice(0, 90)]);
    let box = element;
    while (inline(box)) box = box.parentElement;
    const around = box.getBoundingClientRect();
    for (const line of range.getClientRects()) {
      if (line.width < 0.5) continue;
      if (line.left < around.left - 1 || line.right > around.right + 1) say("runs out of its box");
      for (let up = box; up; up = up.parentElement) {
        if (scrolls(up)) {
          if (up.scrollWidth > up.clientWidth && !reached(up)) say("scrolls out of reach of keys");
          break;
        }
        const edge = up.getBoundingClientRect(), { overflowX, overflowY } = style(up);
        if (overflowX !== "visible" && (line.left < edge.left - 1 || line.right > edge.right + 1)) say("cut off");
        if (overflowY !== "visible" && (line.top < edge.top - 3 || line.bottom > edge.bottom + 3)) say("cut off");
        if (up === document.documentElement && (line.left < -1 || line.right > wide + 1)) say("off the screen");
      }
    }
  }
  const root = document.documentElement;
  return { scrolls: Math.max(root.scrollWidth, document.body.scrollWidth) - wide, found };
}
