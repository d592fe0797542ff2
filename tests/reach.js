// What a finger or a key can act on, on the page that is open, and how large it is. Run by browser tests.
() => {
  const WHAT = "a[href], button, summary, input, select, textarea, [tabindex]";
  const inline = (element) => getComputedStyle(element).display === "inline";
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().right > 0;
  const block = (element) => {
    let up = element.parentElement;
    while (inline(up)) up = up.parentElement;
    return up;
  };
  const level = (one, other) => one.top < other.bottom && other.top < one.bottom;

  // WCAG's exception: what stands in a line of running text may be as high as the line. A link is in running text
  // if words (not only signs) that belong to nothing one can act on stand in one of its lines, in the same block.
  // So is a link that fills a line of its own in the midst of a sentence.
  const amid = (element) =>
    [element.previousSibling, element.nextSibling].some((each) => each && each.nodeType === 3 && /[\p{L}\p{N}]/u.test(each.data));
  const running = (element) => {
    if (!inline(element)) return false;
    if (amid(element)) return true;
    const lines = [...element.getClientRects()], inside = block(element);
    const walk = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      if (!/[\p{L}\p{N}]/u.test(text.data) || text.parentElement.closest(WHAT)) continue;
      if (block(text) !== inside) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      if ([...range.getClientRects()].some((one) => lines.some((other) => level(one, other)))) return true;
    }
    return false;
  };

  return [...document.querySelectorAll(WHAT)].filter(shown).map((element) => {
    const boxes = [...element.getClientRects()].filter((each) => each.width && each.height);
    return {
      name: `<${element.tagName.toLowerCase()} class="${element.className}"> in <${element.parentElement.tagName.toLowerCase()} class="${element.parentElement.className}"> ${element.innerText.trim().slice(0, 24)}`,
      width: Math.max(...boxes.map((each) => each.width)),
      height: Math.max(...boxes.map((each) => each.height)),
      running: running(element),
      call: element.matches(".call, .go, .ways > li > a"),
    };
  });
}
