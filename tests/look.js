// What a reader has before them on the page that is open, as one value. Run by tests/test_browser.py.
() => {
  // colours.js
  const root = document.documentElement;
  const box = (element) => element.getBoundingClientRect();
  const seen = (element) => {
    const { width, height } = box(element);
    return width > 1 && height > 1 && box(element).right > 0 && getComputedStyle(element).visibility === "visible";
  };
  const name = (element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 24);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") || ""}"> ${text}`;
  };
  const scrolls = (element) => {
    for (let up = element; up; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };

  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--late)";
  const late = getComputedStyle(probe).color;
  probe.remove();
  const contrast = (element) => {
    const ground = behind(element);
    const [one, other] = [light(over(channels(getComputedStyle(element).color), ground)), light(ground)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  const reddish = (color) => {
    const [r, g, b, a = 1] = channels(color);
    return color === late || (a > 0.3 && r > 130 && r > 1.8 * g && r > 1.8 * b);
  };

  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && seen(element) && !element.closest("script, style")) texts.push(element);
  }
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  // Running text; what stands on a card or a button is a line or two of its own.
  const runs = (element) => seen(element) && !element.closest(".now, .call, .steps, .hero, .notice") && element.innerText.trim();
  const spread = (element) => parseFloat(getComputedStyle(element).lineHeight) / size(element);
  const all = [...document.body.querySelectorAll("*")].filter(seen);
  const painted = ["color", "backgroundColor", "borderTopColor", "borderBottomColor", "fill"];
  const paints = (element, style, each) =>
    reddish(style[each]) && (!each.startsWith("border") || parseFloat(style[each.replace("Color", "Width")]) > 0);
  const body = "main p:not(.crumb), main dd, main > ul:not([class]) > li, main .written-note li, main .written-note td";

  // A button that only a script can serve says nothing of its own.
  const says = () => {
    const tools = [...document.querySelectorAll("[data-copy]")].map((each) => each.parentElement);
    tools.push(...document.querySelectorAll("[role=search]"));
    const shown = tools.filter((each) => !each.hidden);
    shown.forEach((each) => (each.hidden = true));
    const text = document.body.innerText;
    shown.forEach((each) => (each.hidden = false));
    return text;
  };

  return {
    wide: Math.max(root.scrollWidth, document.body.scrollWidth) - window.innerWidth,
    outside: all.filter((each) => box(each).right > window.innerWidth + 0.5 && !scrolls(each)).map(name),
    base: size(document.body),
    lines: [...document.querySelectorAll(`${body}, .more, figcaption`)].filter(runs).map((each) => [spread(each), name(each)]),
    body: [...document.querySelectorAll(body)].filter(seen).map((each) => [size(each), name(each)]),
    texts: texts.map((each) => [size(each), contrast(each), name(each)]),
    red: all
      .filter((each) => painted.some((part) => paints(each, getComputedStyle(each), part)) && !each.closest(".late"))
      .map(name),
    late: [...document.querySelectorAll(".late")].map((each) => getComputedStyle(each).color === late),
    text: says(),
  };
}
