{#- 大字 is remembered. Without this script the link #large still works, for one page. -#}
(function () {
  var root = document.documentElement, key = "deskboard-large";
  function on(large) {
    root.classList.toggle("is-large", large);
    try { large ? localStorage.setItem(key, "1") : localStorage.removeItem(key); } catch (e) {}
  }
  function listen(link, large) {
    document.querySelector(link).addEventListener("click", function (e) { e.preventDefault(); on(large); });
  }
  try { if (localStorage.getItem(key)) on(true); } catch (e) {}
  listen(".large", true);
  listen(".normal", false);
})();
