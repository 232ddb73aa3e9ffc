/* The page of an entry's photos, on which photos can be added. */
import { startCamera } from "./camera.js";
import { startPhotos } from "./send.js";

const section = document.querySelector("[data-photos]");
if (section) startCamera(startPhotos(section.closest("form")));
