// Says which time zone the browser is in, and makes "today" the browser's.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("input[name=time_zone]")) {
  field.value = zone || "";
}
const noticed = document.querySelector("input[name=first_noticed_on]");
const now = new Date();
const two = (number) => String(number).padStart(2, "0");
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
if (noticed && noticed.value === noticed.defaultValue && noticed.hasAttribute("data-today")) {
  noticed.value = today;
}
