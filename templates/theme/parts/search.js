{#- Search: what generator/search wrote is read file by file, the latest cases first. A word is found where its pairs of
    signs stand side by side; the pairs that are rarest are asked for first, and no more than are needed.
    Without this script there is no form: the page leads to the lists. -#}
(function () {
  var root = document.currentScript.dataset.root, folder = root + "search/", SHOWN = 10, EASY = 2000, ENOUGH = 12000;
  var ENDS = "abcdefghijklmnoprstuyzABCDEFGHIJKLMNOPRSTUYZ", BEGINS = "!$%'*+,-/:;=?^_`{|}~", ROOM = 512, FAR = 1048576;
  function part(name) { return document.getElementById("search-" + name); }
  var form = part("form"), status = part("status"), list = document.createElement("ol"), more = part("more");
  var nothing = part("nothing"), failed = part("failed"), heading = part("heading");
  var kept = {}, turn = 0, going = null;

  // Files, each asked for once

  function load(name) {
    var json = name.slice(-5) === ".json";
    kept[name] = kept[name] || fetch(folder + name).then(function (answer) {
      if (!answer.ok) throw new Error(name);
      return json ? answer.json() : answer.text();
    }).catch(function (wrong) { delete kept[name]; throw wrong; });
    return kept[name];
  }
  function all(promises) { return Promise.all(promises); }

  // Numbers as text

  function numbers(text) {
    var found = [], begun = 0;
    for (var i = 0; i !== text.length; i += 1) {
      var end = ENDS.indexOf(text[i]);
      if (end === -1) begun = begun * BEGINS.length + BEGINS.indexOf(text[i]) + 1;
      else { found.push(begun * ENDS.length + end); begun = 0; }
    }
    return found;
  }
  function rising(text) {
    var sum = 0;
    return numbers(text).map(function (gap) { return (sum += gap); });
  }

  // Words as they are compared

  function words(text) {
    return text.normalize("NFKC").toLowerCase().split(/\s+/).map(function (word) {
      return { key: word.replace(/[^\p{L}\p{N}]+/gu, ""), runs: word.match(/[\p{L}\p{N}]+/gu) || [] };
    }).filter(function (word) { return word.key; });
  }
  function plain(text) { return text.normalize("NFKC").toLowerCase().replace(/[^\S\n]+/g, "").replace(/[^\p{L}\p{N}]+/gu, " "); }
  function same(id, key) {
    var one = id.match(/^([a-z]+)(\d{4})?-?(\d+)$/), other = key.match(/^([a-z]+)(\d+)$/);
    if (!one || !other || one[1] !== other[1]) return false;
    var year = one[2] || "", rest = other[2];
    return rest.slice(0, year.length) === year && Number(rest.slice(year.length)) === Number(one[3]) && rest.length > year.length;
  }
  function named(id, word) { return id.key.includes(word.key) || same(id.parted, word.key); }
  function naming(id) {
    var key = id.toLowerCase();
    return { id: id, key: key.replace(/-/g, ""), parted: key.replace(/^([a-z]+)-/, "$1") };
  }

  // A block: its head, and where a pair stands in it

  function head(block) {
    kept["#" + block] = kept["#" + block] || load(block + "/head.json").then(function (told) {
      var days = numbers(told.days), of = new Map(), common = new Map();
      var series = told.series.slice().reverse();
      rising(told.numbers).forEach(function (number, at) {
        var mine = series.find(function (each) { return number >= each[2]; });
        of.set(number, Object.assign(naming(mine[0] + String(number - mine[2]).padStart(mine[1], "0")), { day: days[at] }));
      });
      told.common.forEach(function (pairs, at) { rising(pairs).forEach(function (pair) { common.set(pair, 2 - at); }); });
      return { name: block, of: of, span: told.span, bits: told.bits, common: common };
    }).catch(function (wrong) { delete kept["#" + block]; throw wrong; });
    return kept["#" + block];
  }
  function mixed(pair) {
    return Math.imul((pair.charCodeAt(0) << 16) | (pair.length > 1 ? pair.charCodeAt(1) : 0), 0x9e3779b1) >>> 0;
  }
  function standing(block, pair) {
    var bits = pair.length > 1 ? block.bits : Math.max(0, block.bits - 3), low = Math.pow(2, 32 - bits), wanted = mixed(pair);
    var name = block.name + (pair.length > 1 ? "/pairs-" : "/signs-") + Math.floor(wanted / low).toString(16) + ".txt";
    return load(name).then(function (text) {
      var key = 0, lines = text ? text.split("\n") : [];
      for (var i = 0; i !== lines.length; i += 1) {
        var end = 0;
        while (ENDS.indexOf(lines[i][end]) === -1) end += 1;
        key += numbers(lines[i].slice(0, end + 1))[0];
        if (key === wanted % low) return rising(lines[i].slice(end + 1));
      }
      return [];
    });
  }

  // A stretch of signs in a block: which pairs to ask for, the rare ones first

  function plan(run, block) {
    if (run.length === 1) return [0];
    var rank = [], covered = [], chosen = [];
    for (var at = 0; at !== run.length - 1; at += 1) rank.push([block.common.get(mixed(run.slice(at, at + 2))) || 0, at]);
    rank.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).forEach(function (each) {
      if (covered[each[1]] && covered[each[1] + 1]) return;
      covered[each[1]] = covered[each[1] + 1] = true;
      chosen.push(each[1]);
    });
    return chosen.filter(function (at, i) {
      var others = chosen.filter(function (other, j) { return j !== i && other !== null; });
      var spare = [at, at + 1].every(function (sign) {
        return others.some(function (other) { return other === sign || other === sign - 1; });
      });
      if (spare) chosen[i] = null;
      return !spare;
    });
  }
  function narrow(stretch, block, at, where) {
    if (stretch.run.length === 1) {
      stretch.cases = new Set(where);
      return;
    }
    var further = block.span * ROOM, before = stretch.starts, starts = new Set(), cases = new Set();
    where.forEach(function (each) {
      var rest = each % further, start = Math.floor(rest / ROOM) * FAR + Math.floor(each / further) * ROOM + rest % ROOM - at;
      if (before && !before.has(start)) return;
      starts.add(start);
      cases.add(Math.floor(start / FAR));
    });
    stretch.starts = starts;
    stretch.cases = cases;
  }

  // The cases of a block that have all words; a set of numbers

  async function chosen(block, ask) {
    var left = new Set(block.of.keys());
    if (ask.state || ask.category) {
      var sorts = await load(block.name + "/sorts.json"), order = Array.from(block.of.keys());
      [["faces", ask.state], ["categories", ask.category]].forEach(function (each) {
        if (!each[1]) return;
        var wanted = sorts[each[0]][0].indexOf(each[1]);
        numbers(sorts[each[0]][1]).forEach(function (value, at) { if (value !== wanted) left.delete(order[at]); });
      });
    }
    if (ask.place) {
      var there = new Set(rising((await load(block.name + "/places.json"))[ask.place] || ""));
      left.forEach(function (number) { if (!there.has(number)) left.delete(number); });
    }
    return left;
  }
  async function inside(name, ask, first) {
    var block = await head(name), left = await chosen(block, ask), stretches = [], places = null;
    var asked = ask.words.map(function (word) {
      var mine = word.runs.map(function (run) {
        var codes = first.places.filter(function (each) { return each[3].includes(run); });
        return { run: run, codes: codes, plan: plan(run, block), gone: 0, cases: null, starts: null, there: new Set() };
      });
      stretches = stretches.concat(mine);
      var ids = new Set();
      block.of.forEach(function (id, number) { if (named(id, word)) ids.add(number); });
      return { ids: ids, runs: mine };
    });
    if (stretches.some(function (each) { return each.codes.length; })) {
      places = await load(name + "/places.json");
      stretches.forEach(function (each) {
        each.codes.forEach(function (code) { rising(places[code[0]] || "").forEach(function (number) { each.there.add(number); }); });
      });
    }
    for (var round = 0; ; round += 1) {
      left.forEach(function (number) {
        var has = asked.every(function (word) {
          return word.ids.has(number) || word.runs.every(function (each) {
            return !each.cases || each.cases.has(number) || each.there.has(number);
          });
        });
        if (!has) left.delete(number);
      });
      var open = stretches.filter(function (each) { return each.gone !== each.plan.length; });
      if (!left.size || !open.length) return { block: block, numbers: left };
      await all(open.map(function (each) {
        var next = each.plan.slice(each.gone, round > 1 ? each.plan.length : each.gone + 1);
        each.gone += next.length;
        return all(next.map(function (at) { return standing(block, each.run.slice(at, at + 2)); })).then(function (found) {
          found.forEach(function (where, i) { narrow(each, block, next[i], where); });
        });
      }));
    }
  }

  // What is shown

  function card(told) {
    var item = document.createElement("li"), link = item.appendChild(document.createElement("a"));
    var title = link.appendChild(document.createElement("h3")), seal = link.appendChild(document.createElement("span"));
    var about = link.appendChild(document.createElement("span"));
    item.dataset.id = told[0];
    link.className = "card";
    link.href = root + "cases/" + told[0] + "/";
    title.textContent = told[1];
    seal.className = "seal seal-" + told[2];
    seal.textContent = told[3];
    about.className = "more";
    about.textContent = told[0] + "，" + told[4] + (told[5] ? "，" + day(told[5]) + "记下" : "");
    return item;
  }
  function day(text) {
    var parts = text.slice(0, 10).split("-");
    return parts.map(function (each, i) { return Number(each) + "年月日"[i]; }).join("");
  }
  function show(cards) {
    var there = {}, focused = document.activeElement, place = list.firstElementChild;
    Array.from(list.children).forEach(function (item) { there[item.dataset.id] = item; });
    cards.forEach(function (told) {
      var item = there[told[0]] || card(told);
      delete there[told[0]];
      if (item === place) place = place.nextElementSibling;
      else list.insertBefore(item, place);
    });
    Object.keys(there).forEach(function (id) { list.removeChild(there[id]); });
    heading.hidden = list.hidden = !cards.length;
    if (list.contains(focused) && focused !== document.activeElement) focused.focus();
  }
  function say(text, done) {
    status.textContent = text;
    list.setAttribute("aria-busy", String(!done));
  }
  function since(block) {
    var parts = block.split("-");
    return block === "undated" ? "" : parts[0] + "年" + (parts[1] ? Number(parts[1]) + "月" : "") + "以来";
  }

  // One search, that goes on when more is wanted

  function atOnce(first, ask) {
    return first.cards.filter(function (each) {
      if (ask.state && each[2] !== ask.state || ask.category && each[6] !== ask.category) return false;
      if (ask.place && !each[7].split(" ").includes(ask.place) || ask.year && each[5].slice(0, 4) !== ask.year) return false;
      var text = plain(each[1] + "\n" + each[4]), id = naming(each[0]);
      return ask.words.every(function (word) {
        return named(id, word) || word.runs.every(function (run) { return text.includes(run); });
      });
    });
  }
  function exact(ask, id) {
    return ask.words.length === 1 && (naming(id).key === ask.words[0].key || same(naming(id).parted, ask.words[0].key));
  }
  function exactly(ask, cards) {
    return cards.slice().sort(function (a, b) { return exact(ask, b[0]) - exact(ask, a[0]); });
  }
  async function start(ask) {
    var mine = (turn += 1);
    [nothing, failed, more].forEach(function (each) { each.hidden = true; });
    if (!ask.words.length && !ask.state && !ask.category && !ask.place && !ask.year) {
      going = null;
      show([]);
      return say(ask.q.trim() ? "标点符号不能搜，请写字或者数字。" : "", true);
    }
    say("正在找……");
    try {
      var first = await ready();
      if (mine !== turn) return;
      var known = {}, quick = exactly(ask, atOnce(first, ask));
      first.cards.forEach(function (each) { known[each[0]] = each; });
      show(quick.slice(0, SHOWN));
      if (quick.length) say("先找到 " + quick.length + " 件，还在找……");
      var blocks = first.blocks.filter(function (each) { return !ask.year || each[0].slice(0, 4) === ask.year; });
      var id = ask.words.length === 1 && ask.words[0].key.match(/^[a-z]{1,6}(\d{4})\d{1,5}$/);
      if (id) blocks.sort(function (a, b) { return (b[0].slice(0, 4) === id[1]) - (a[0].slice(0, 4) === id[1]); });
      going = { ask: ask, first: first, blocks: blocks, known: known, found: [], gone: 0, wanted: SHOWN, year: id && id[1], turn: mine };
      await go(going);
    } catch (wrong) {
      if (mine === turn) stopped();
    }
  }
  function further(search, most) {
    var sought = search.year && search.blocks[0][0].slice(0, 4) === search.year;
    if (sought && !search.found.some(function (each) { return exact(search.ask, each.id); })) return true;
    return search.gone < most && (search.year || search.gone < EASY || search.found.length < search.wanted);
  }
  async function go(search) {
    var most = search.gone + ENOUGH;
    while (search.blocks.length && further(search, most)) {
      var next = search.blocks[0], found = await inside(next[0], search.ask, search.first);
      if (search.turn !== turn) return;
      search.blocks.shift();
      search.last = next[0];
      search.gone += next[1];
      var sorted = Array.from(found.numbers).sort(function (a, b) {
        return found.block.of.get(b).day - found.block.of.get(a).day || b - a;
      });
      search.found = search.found.concat(sorted.map(function (number) {
        return { id: found.block.of.get(number).id, file: next[0] + "/cards-" + Math.floor(number / 16) + ".json", number: number };
      }));
    }
    search.found.sort(function (a, b) { return exact(search.ask, b.id) - exact(search.ask, a.id); });
    var cards = await all(search.found.slice(0, search.wanted).map(function (each) {
      return search.known[each.id] || load(each.file).then(function (told) { return told[each.number]; });
    }));
    if (search.turn !== turn) return;
    show(cards);
    end(search, cards.length);
  }
  function end(search, shown) {
    var count = search.found.length, all = !search.blocks.length;
    var text = count ? "找到 " + count + " 件" : "没有找到";
    var rest = shown < count ? "，先看最近的 " + shown + " 件" : all ? "" : search.year ? "，别的还没有找" : "，更早的还没有找";
    say((all || search.year ? "" : since(search.last)) + text + rest + "。", true);
    more.textContent = shown < count ? "再看 " + Math.min(step(shown), count - shown) + " 件" : "找更早的";
    more.hidden = all && shown === count;
    nothing.hidden = count > 0;
  }
  function step(shown) { return Math.max(SHOWN, Math.min(shown, 5 * SHOWN)); }
  function stopped() {
    say("没有找完。", true);
    failed.hidden = false;
  }

  // The form and the address

  function choose(name, values) {
    var field = form.elements[name];
    values.forEach(function (each) { field.add(new Option(each[1], each[0])); });
  }
  function ready() {
    kept["#"] = kept["#"] || load("first.json").then(function (first) {
      var years = first.blocks.map(function (each) { return each[0].slice(0, 4); });
      choose("state", first.faces);
      choose("category", first.categories.map(function (each) { return [each, each]; }));
      choose("year", Array.from(new Set(years)).filter(Number).map(function (each) { return [each, each + "年"]; }));
      var whole = first.places.filter(function (each) { return each[2] >= 0; });
      choose("place", whole.map(function (each) { return [each[0], "　".repeat(each[2]) + each[1]]; }));
      first.places.forEach(function (each) { each.push(plain(each[1])); });
      return first;
    }).catch(function (wrong) { delete kept["#"]; throw wrong; });
    return kept["#"];
  }
  var FIELDS = ["q", "state", "category", "place", "year"];
  function asked() {
    var ask = { words: words(form.elements.q.value) };
    FIELDS.forEach(function (name) { ask[name] = form.elements[name].value; });
    return ask;
  }
  function address() {
    var given = new URLSearchParams();
    FIELDS.forEach(function (name) { if (form.elements[name].value) given.set(name, form.elements[name].value); });
    return location.pathname + (String(given) && "?" + given);
  }
  function fill() {
    var given = new URLSearchParams(location.search);
    FIELDS.forEach(function (name) { form.elements[name].value = given.get(name) || ""; });
    part("choices").open = FIELDS.slice(1).some(function (name) { return form.elements[name].value; });
    start(asked());
  }
  list.id = "search-list";
  list.className = "list wide";
  list.hidden = true;
  heading.parentNode.insertBefore(list, heading.nextSibling);
  form.hidden = false;
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
    if (matchMedia("(pointer: coarse)").matches) form.elements.q.blur();
    start(asked());
  });
  part("choices").addEventListener("change", function () {
    history.replaceState(null, "", address());
    start(asked());
  });
  more.addEventListener("click", async function () {
    var search = going, shown = list.children.length;
    if (!search || search.turn !== turn) return;
    search.wanted = shown + step(shown);
    say("正在找……");
    try {
      await go(search);
      var next = list.children[shown] ? list.children[shown].querySelector("a") : status;
      if (next === status) status.tabIndex = -1;
      next.focus();
    } catch (wrong) {
      if (search.turn === turn) stopped();
    }
  });
  part("again").addEventListener("click", function () {
    kept = kept["#"] ? { "#": kept["#"] } : {};
    form.elements.q.focus();
    start(asked());
  });
  addEventListener("popstate", fill);
  ready().then(fill, function () { if (location.search) fill(); });
})();
