/* The desk on a weak network. Forms are plain forms; this only keeps words and shrinks photos.
   form[data-autosave=URL]   drafts go to URL as a POST of the form without files and answer 2xx
   [data-saved-line]         says where the text is stored (its data attributes hold the words)
   [data-photos]             shrinks to 1600 px JPEG; with data-upload=URL sends one photo a request
   [data-hands]              [data-tally=approve] … shows how many of each */
(function () {
  "use strict";
  var WAIT = 3000, SIDE = 1600, QUALITY = 0.7, TRIES = 3, TIMEOUT = 30000;

  function line(form, state, extra) {
    var place = form.querySelector("[data-saved-line]");
    if (!place) return;
    place.dataset.state = state;
    place.textContent = place.dataset[state] + (extra ? " " + extra : "");
  }
  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }
  function send(url, data) {
    var stop = window.AbortController ? new AbortController() : null;
    var timer = setTimeout(function () { if (stop) stop.abort(); }, TIMEOUT);
    return fetch(url, { method: "POST", body: data, credentials: "same-origin", redirect: "error", signal: stop ? stop.signal : undefined })
      .then(function (answer) { clearTimeout(timer); if (!answer.ok) throw new Error(answer.status); return answer; },
        function (error) { clearTimeout(timer); throw error; });
  }

  function texts(form) {
    var data = new FormData();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") data.append(name, value); });
    return data;
  }
  function words(form) {
    var pairs = [];
    texts(form).forEach(function (value, name) { if (!/csrf|password|client_key/.test(name)) pairs.push([name, value]); });
    return JSON.stringify(pairs);
  }
  function keep(key, text) {
    try { localStorage.setItem(key, text); return true; } catch (error) { return false; }
  }
  function forget(key) { try { localStorage.removeItem(key); } catch (error) { /* private mode */ } }
  function kept(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; } }
  function bringBack(form, pairs) {
    form.querySelectorAll("input[type=checkbox],input[type=radio]").forEach(function (box) { box.checked = false; });
    pairs.forEach(function (pair) {
      form.querySelectorAll('[name="' + CSS.escape(pair[0]) + '"]').forEach(function (input) {
        if (input.type === "checkbox" || input.type === "radio") { if (input.value === pair[1]) input.checked = true; }
        else if (input.type !== "file" && input.type !== "hidden") input.value = pair[1];
      });
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(function (form) {
    var key = "draft:" + form.dataset.autosave, timer = null, dirty = false, busy = false, here = null;
    function save() {
      clearTimeout(timer);
      if (!dirty || busy) return;
      dirty = false; busy = true;
      /* Kept here before it travels: a page that is being left may never hear how it went. It may
         write when the next page has already sent the same words, so what is here stays as it is. */
      var now = words(form);
      if (here !== now) here = keep(key, now) ? now : null;
      send(form.dataset.autosave, texts(form)).then(function () {
        busy = false; forget(key); here = null;
        if (dirty) later(); else line(form, "saved", clock());
      }, function () {
        busy = false; dirty = true;
        line(form, here === null ? "unsaved" : "local");
        later(WAIT * 5);
      });
    }
    function later(wait) { clearTimeout(timer); timer = setTimeout(save, wait || WAIT); }
    form.addEventListener("input", function () { dirty = true; line(form, "unsaved"); later(); });
    form.addEventListener("click", function (event) { if (event.target.type === "file") save(); });
    form.addEventListener("submit", function () { clearTimeout(timer); dirty = false; });
    document.addEventListener("visibilitychange", function () { if (document.hidden) save(); });
    var old = kept(key), place = form.querySelector("[data-saved-line]");
    if (old && place) {
      var button = document.createElement("button");
      button.type = "button"; button.className = "link"; button.textContent = place.dataset.restore;
      button.addEventListener("click", function () { bringBack(form, old); button.remove(); dirty = true; save(); });
      place.after(button);
    }
  });

  /* data: and not blob:, which the content security policy does not allow. */
  function show(file, picture) {
    var reader = new FileReader();
    reader.onload = function () { picture.src = reader.result; };
    reader.readAsDataURL(file);
  }
  function shrink(file) {
    return new Promise(function (done) {
      var picture = new Image();
      picture.onerror = function () { done(file); };
      picture.onload = function () {
        var part = Math.min(1, SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
        var canvas = document.createElement("canvas");
        canvas.width = Math.round(picture.naturalWidth * part);
        canvas.height = Math.round(picture.naturalHeight * part);
        try {
          canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
          canvas.toBlob(function (blob) {
            done(blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
          }, "image/jpeg", QUALITY);
        } catch (error) { done(file); }
      };
      show(file, picture);
    });
  }
  function upload(box, input, photo, item, tries) {
    var data = new FormData(), token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) data.append("csrfmiddlewaretoken", token.value);
    data.append("client_key", item.dataset.key);
    data.append(input.name, photo);
    return send(box.dataset.upload, data).then(function () { item.lastChild.textContent = box.dataset.sent; },
      function () {
        if (tries > 1) return upload(box, input, photo, item, tries - 1);
        item.lastChild.textContent = box.dataset.failed;
      });
  }
  function key() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (digit) {
      return (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16);
    });
  }
  document.querySelectorAll("[data-photos]").forEach(function (box) {
    var input = box.querySelector("input[type=file]"), list = box.querySelector(".photos");
    input.addEventListener("change", function () {
      var small = window.DataTransfer ? new DataTransfer() : null, queue = Promise.resolve();
      Array.prototype.slice.call(input.files).forEach(function (file) {
        queue = queue.then(function () { return shrink(file); }).then(function (photo) {
          if (!box.dataset.upload) { if (small) small.items.add(photo); return null; }
          var item = document.createElement("li"), image = new Image();
          show(photo, image); image.alt = ""; item.dataset.key = key();
          item.append(image, document.createTextNode(box.dataset.sending));
          list.appendChild(item);
          return upload(box, input, photo, item, TRIES);
        });
      });
      queue.then(function () { if (box.dataset.upload) input.value = ""; else if (small) input.files = small.files; });
    });
  });

  document.querySelectorAll("[data-hands]").forEach(function (hands) {
    function count() {
      document.querySelectorAll("[data-tally]").forEach(function (place) {
        place.textContent = hands.querySelectorAll('input[value="' + place.dataset.tally + '"]:checked').length;
      });
    }
    hands.addEventListener("change", count);
    count();
  });
})();
