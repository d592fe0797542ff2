{#- What was true when the site was built stays true while it is read: how late, how many days, over or not.
    Days are days where the community is. A phone whose clock is behind the site's day is wrong: nothing is touched. -#}
(function () {
  var script = document.currentScript, zone = script.dataset.zone, file = script.dataset.state;
  var asked = "", site = null;
  function now() {
    var parts = {}, style = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit",
      day: "2-digit", hour: "2-digit", minute: "2-digit" };
    new Intl.DateTimeFormat("en", style).formatToParts(new Date()).forEach(function (p) { parts[p.type] = p.value; });
    return parts.year + "-" + parts.month + "-" + parts.day + "T" + parts.hour + ":" + parts.minute;
  }
  function each(selector, inside, act) { inside.querySelectorAll(selector).forEach(act); }
  function days(from, to) { return Math.round((Date.parse(to) - Date.parse(from)) / 864e5); }
  function say(part, text) { if (part.textContent !== text) part.textContent = text; }
  function words(part, phase) { return part.dataset.words.split("|")[phase] || ""; }
  function keep(time) {
    var today = time.slice(0, 10);
    if (site && today < site.as_of) return;
    each("[data-due],[data-since]", document, function (part) {
      var gone = days(part.dataset.due || part.dataset.since, today), phase = gone < 0 ? 0 : gone ? 2 : 1;
      var text = part.dataset.words === undefined ? "#" : words(part, phase);
      say(part, text.replace("#", Math.abs(gone)));
      if (part.dataset.due) part.className = gone > 0 ? "late" : "soft";
    });
    each("[data-from][data-to]", document, function (part) {
      var phase = time < part.dataset.from ? 0 : time > part.dataset.to ? 2 : 1;
      each("[data-words]:not([data-due]):not([data-since])", part, function (said) { say(said, words(said, phase)); });
      if (part.dataset.over === "hide") part.hidden = phase === 2;
    });
    var old = document.querySelector("[data-stale]");
    if (site && old) {
      old.hidden = today < site.warn_from;
      say(old.querySelector("span"), String(days(site.as_of, today)));
    }
  }
  function look() {
    if (document.hidden) return;
    var time = now();
    if (asked === time.slice(0, 10)) return keep(time);
    asked = time.slice(0, 10);
    fetch(file, { cache: "no-cache" }).then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (found) { site = found; }).catch(function () { asked = ""; }).then(function () { keep(now()); });
  }
  look();
  setInterval(look, 20000);
  document.addEventListener("visibilitychange", function () { look(); });
  addEventListener("pageshow", look);
})();
