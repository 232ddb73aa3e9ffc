/*
 * The page of the keys: turns them off and on in this browser.
 */
import { areOn, turn } from "../keys.js";

const buttons = document.querySelectorAll("[data-turn]");

function show() {
  for (const { dataset, parentElement } of buttons) {
    parentElement.hidden = (dataset.turn === "on") === areOn();
  }
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    turn(button.dataset.turn === "on");
    location.reload();
  });
}
show();
