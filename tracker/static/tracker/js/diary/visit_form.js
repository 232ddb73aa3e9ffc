/*
 * The form of a visit. It works without this script; with it the kind of milia is shown only if the
 * doctor named milk spots, and of the two fields for the next visit only the last one set counts.
 */
const named = document.querySelector('[name="named"]');
const miliaKind = document.querySelector("[data-milia-type]");
const day = document.querySelector('[name="follow_up_on"]');
const waits = [...document.querySelectorAll('[name="ahead"]')]; // the first means none

function askForMiliaKind() {
  const isMilia = named.dataset.milia.split(" ").includes(named.value);
  miliaKind.hidden = !isMilia && !miliaKind.querySelector(".is-invalid");
  miliaKind.querySelector("select").disabled = miliaKind.hidden;
}

named.addEventListener("change", askForMiliaKind);
day.addEventListener("input", () => {
  if (day.value) waits[0].checked = true;
});
for (const wait of waits) {
  wait.addEventListener("change", () => {
    if (wait.value) day.value = "";
  });
}
askForMiliaKind();
