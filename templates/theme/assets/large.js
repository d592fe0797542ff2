// 大字 is remembered. Without this script the link #large still works, for one page.
(function () {
  var root = document.documentElement, key = "deskboard-large";
  function set(on) {
    root.classList.toggle("is-large", on);
    try { on ? localStorage.setItem(key, "1") : localStorage.removeItem(key); } catch (e) { /* private mode */ }
  }
  try { if (localStorage.getItem(key)) root.classList.add("is-large"); } catch (e) { /* private mode */ }
  root.classList.add("has-script");
  document.querySelector(".large").addEventListener("click", function (e) { e.preventDefault(); set(true); });
  document.querySelector(".normal").addEventListener("click", function (e) { e.preventDefault(); set(false); });
})();
