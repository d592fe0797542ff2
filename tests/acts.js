// What on the open page could act, as a list of words; empty on a page that only shows text. Run by tests/test_hostile.py.
async (own) => {
  const wrong = [];
  const plain = new Set(own.tags);
  const say = (element, what) => wrong.push(`${element.tagName} ${what}: ${element.outerHTML.slice(0, 160)}`);
  const ran = (element) => !["application/json", "application/ld+json"].includes(element.type);
  const held = (element, known) => known.some((each) => each === element.textContent);
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      const tag = element.tagName.toLowerCase();
      if (!plain.has(tag)) say(element, "is no element of ours");
      if (tag === "script" && ran(element) && (element.src || !held(element, own.scripts))) say(element, "is not ours");
      if (tag === "style" && !held(element, own.styles)) say(element, "is not ours");
      if (tag === "link" && !["icon", "apple-touch-icon", "canonical"].includes(element.rel)) say(element, "loads");
      if (tag === "meta" && element.httpEquiv && element.httpEquiv !== "Content-Security-Policy") say(element, "acts");
      for (const { name, value } of element.attributes) {
        if (/^on|^(style|srcdoc|formaction|action|ping|background|autofocus|target)$/i.test(name)) say(element, name);
        if (!/(^|:)(href|src|data|srcset|poster)$/i.test(name)) continue;
        let address;
        try { address = new URL(value, document.baseURI); } catch (e) { say(element, "leads nowhere"); continue; }
        if (!["http:", "https:", "tel:", "mailto:"].includes(address.protocol)) say(element, address.protocol);
        if (tag !== "a" && !(tag === "link" && element.rel === "canonical") && address.origin !== location.origin)
          say(element, "asks another host");
      }
      if (element.shadowRoot) look(element.shadowRoot);
      if (element.content && element.content.querySelectorAll) look(element.content);
    }
  };
  look(document);
  // A reader's hands: nothing may answer but the links of 大字, which are left alone.
  addEventListener("click", (event) => event.preventDefault(), true);
  const events = ["pointerover", "pointerenter", "mouseover", "mouseenter", "focus", "focusin", "pointerdown", "click", "toggle"];
  for (const element of document.querySelectorAll("main *, footer *, header *, nav *")) {
    if (element.closest(".large, .larger, .normal")) continue;
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
  }
  await new Promise((done) => setTimeout(done, 0));
  return { wrong, hits: window.__hits.slice() };
}
