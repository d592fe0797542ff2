{#- A button copies a text. Without this script there is no button: the text can be selected. -#}
(function () {
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var text = document.getElementById(button.dataset.copy), said = button.parentNode.querySelector("[role=status]");
    function select() {
      var range = document.createRange(), chosen = getSelection();
      range.selectNodeContents(text);
      chosen.removeAllRanges();
      chosen.addRange(range);
    }
    function old() {
      var done = false;
      select();
      try { done = document.execCommand("copy"); } catch (e) {}
      say(done);
    }
    function say(done) { said.textContent = done ? "复制好了，去群里贴上" : "请按住下面的字，选“复制”"; }
    button.parentNode.hidden = false;
    button.addEventListener("click", function () {
      if (!navigator.clipboard) return old();
      navigator.clipboard.writeText(text.textContent).then(function () { say(true); }, old);
    });
  });
})();
