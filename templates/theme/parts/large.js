{#- 大字 is remembered: "1" half as large again, "2" twice as large. Without this script the links #large and
    #larger still work, for one page. -#}
(function () {
  var root = document.documentElement, key = "deskboard-large";
  function on(step) {
    root.classList.toggle("is-large", step === "1" || step === "2");
    root.classList.toggle("is-larger", step === "2");
    try { localStorage.setItem(key, step); } catch (e) {}
  }
  function listen(link, step, next) {
    document.querySelector(link).addEventListener("click", function (e) {
      e.preventDefault();
      on(step);
      document.querySelector(next).focus();
    });
  }
  try { on(localStorage.getItem(key) || ""); } catch (e) {}
  listen(".large", "1", ".larger");
  listen(".larger", "2", ".normal");
  listen(".normal", "", ".large");
})();
