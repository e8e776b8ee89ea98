/* Public pages: three small comforts. Everything works without them. */
(function () {
  "use strict";
  /* A second tap on "send" sends nothing twice. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.querySelectorAll("button[type=submit]").forEach(function (button) {
      button.setAttribute("aria-disabled", "true");
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-once]").forEach(function (form) {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach(function (button) {
        button.removeAttribute("aria-disabled");
      });
    });
  });
  /* Print, where the browser can. */
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  /* Read aloud, where the phone has a voice: the text that is on the screen, nothing else. */
  document.querySelectorAll("[data-listen]").forEach(function (button) {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
      var text = document.querySelector(button.dataset.listen);
      var voice = new SpeechSynthesisUtterance(text ? text.innerText : "");
      voice.lang = document.documentElement.lang;
      voice.rate = 0.9;
      speechSynthesis.speak(voice);
    });
  });
})();
