/* Gives every password field a button that shows what was typed. */
for (const form of document.querySelectorAll("form[data-show-password]")) {
  for (const field of form.querySelectorAll("input[type=password]")) {
    const isTypedInto = document.activeElement === field;
    const row = document.createElement("div");
    row.className = "password-row";
    field.replaceWith(row);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    const show = (shown) => {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? form.dataset.hidePassword : form.dataset.showPassword;
      button.setAttribute("aria-pressed", String(shown));
    };
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => show(field.type === "password"));
    form.addEventListener("submit", () => show(false));
    row.append(field, button);
    show(false);
    if (isTypedInto) field.focus(); // moving it into the row removed the focus
  }
}
