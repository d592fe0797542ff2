  // How colours are reckoned with, as a browser resolves them: what look.js and focus.js begin with.
  const channels = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const over = (top, below) => {
    const [r, g, b, a = 1] = top;
    return [r, g, b].map((each, index) => each * a + below[index] * (1 - a));
  };
  const grounds = new Map();
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    if (!grounds.has(element)) {
      const own = channels(getComputedStyle(element).backgroundColor);
      grounds.set(element, over(own.length ? own : [0, 0, 0, 0], behind(element.parentElement)));
    }
    return grounds.get(element);
  };
  const light = (color) => {
    const [r, g, b] = color.map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
