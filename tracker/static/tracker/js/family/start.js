/* Fills in the browser's time zone and its current day. */
for (const field of document.querySelectorAll("input[name=time_zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}
const noticedOn = document.querySelector("input[name=first_noticed_on]");
if (noticedOn?.hasAttribute("data-today") && noticedOn.value === noticedOn.defaultValue) {
  noticedOn.value = new Date().toLocaleDateString("sv-SE");
}
