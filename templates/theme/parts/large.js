{#- 大字 is remembered: "1" half as large again, "2" twice as large. Without this script the links #large and
    #larger still work, for one page; with it such an address is the same as a touch, or it could not be taken back. -#}
(function () {
  var root = document.documentElement, key = "deskboard-large", asked = { "#large": "1", "#larger": "2" }[location.hash];
  function on(step) {
    root.classList.toggle("is-large", step === "1" || step === "2");
    root.classList.toggle("is-larger", step === "2");
  }
  function listen(link, step, next) {
    document.querySelector(link).addEventListener("click", function (e) {
      e.preventDefault();
      on(step);
      try { localStorage.setItem(key, step); } catch (e) {}
      document.querySelector(next).focus();
    });
  }
  if (asked) location.replace("#");
  try { on(asked || localStorage.getItem(key)); } catch (e) { on(asked); }
  listen(".large", "1", ".larger");
  listen(".larger", "2", ".normal");
  listen(".normal", "", ".large");
})();
