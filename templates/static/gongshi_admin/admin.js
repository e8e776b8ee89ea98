// Long work says that it is under way, and a second tap does not start it again.
for (const form of document.querySelectorAll("form[data-waiting]")) {
  form.addEventListener("submit", () => {
    form.querySelector(".gs-waiting").hidden = false;
    form.querySelector("button").disabled = true;
  });
}
