{#- What was true when the site was built stays true while it is read: how late, how many days, over or not.
    Of a list with data-show so many are shown that are not over (data-off: not counted); if none is, data-none is.
    Days are days where the community is. A phone whose clock is behind the site's day is wrong: nothing is touched.
    Nothing here is written with the signs of a tag, for which the last look at a page would take them. -#}
(function () {
  var script = document.currentScript, zone = script.dataset.zone, file = script.dataset.state;
  var asked = "", site;
  function now() {
    var parts = {}, style = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit",
      day: "2-digit", hour: "2-digit", minute: "2-digit" };
    new Intl.DateTimeFormat("en", style).formatToParts(new Date()).forEach(function (p) { parts[p.type] = p.value; });
    return parts.year + "-" + parts.month + "-" + parts.day + "T" + parts.hour + ":" + parts.minute;
  }
  function each(selector, inside, act) { inside.querySelectorAll(selector).forEach(act); }
  function days(from, to) { return Math.round((Date.parse(to) - Date.parse(from)) / 864e5); }
  function after(a, b) { return a !== b && [a, b].sort()[1] === a; }
  function say(part, text) { if (part.textContent !== text) part.textContent = text; }
  function words(part, phase) { return part.dataset.words.split("|")[phase] || ""; }
  function keep(time) {
    var today = time.slice(0, 10);
    if (site === undefined || (site && after(site.as_of, today))) return;
    each("[data-due],[data-since]", document, function (part) {
      var gone = days(part.dataset.due || part.dataset.since, today), phase = 1 + Math.sign(gone);
      var text = part.dataset.words === undefined ? "#" : words(part, phase);
      say(part, text.replace("#", Math.abs(gone)));
      if (part.dataset.due) part.className = phase === 2 ? "late" : "soft";
    });
    each("[data-from][data-to]", document, function (part) {
      var phase = after(part.dataset.from, time) ? 0 : after(time, part.dataset.to) ? 2 : 1;
      each("[data-words]:not([data-due]):not([data-since])", part, function (said) { say(said, words(said, phase)); });
      if (part.dataset.over === "hide") part.hidden = phase === 2;
    });
    each("[data-show]", document, function (list) {
      var most = Number(list.dataset.show), left = most;
      each("[data-over]", list, function (part) {
        part.hidden = part.hidden || !left;
        if (!part.hidden && part.dataset.off === undefined) left -= 1;
      });
      each("[data-none]", list, function (part) { part.hidden = left !== most; });
    });
    var old = document.querySelector("[data-stale]");
    if (site && old) {
      old.hidden = after(site.warn_from, today);
      say(old.querySelector("span"), String(days(site.as_of, today)));
    }
  }
  function look() {
    if (document.hidden) return;
    var time = now();
    if (asked === time.slice(0, 10)) return keep(time);
    asked = time.slice(0, 10);
    fetch(file, { cache: "no-cache" }).then(function (answer) { return answer.ok ? answer.json() : null; })
      .catch(function () { return null; }).then(function (found) { site = found || site || null; keep(now()); });
  }
  function again() { asked = ""; look(); }
  look();
  setInterval(look, 20000);
  setTimeout(function () { site = site || null; }, 9000);
  document.addEventListener("visibilitychange", again);
  addEventListener("pageshow", function (e) { if (e.persisted) again(); });
})();
