// What has the focus on the page that is open, and whether that is seen. Run by browser tests.
() => {
  // colours.js
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const ground = behind(element.parentElement);  // the line is drawn outside
  const [one, other] = [light(over(channels(style.outlineColor), ground)), light(ground)];
  const box = element.getClientRects()[0] || { left: 0, right: 0, top: 0, bottom: 0 };
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, window.innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    name: (element.ariaLabel || element.textContent).trim().replace(/\s+/g, " ").slice(0, 120),
    tag: element.tagName.toLowerCase(),
    href: element.getAttribute("href") || "",
    line: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    offset: parseFloat(style.outlineOffset),
    contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
    uncovered: Boolean(hit) && element.contains(hit),
  };
}
