/* The form of a note about a day. */
import { startRecordForm } from "./record_form.js";

startRecordForm(document.querySelector("[data-look-form]"))();
