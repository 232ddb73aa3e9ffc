/* The page of an entry's photos, to which those who write here add others. */
import { startCamera } from "./camera.js";
import { startPhotos } from "./send.js";

const section = document.querySelector("[data-photos]");
if (section) startCamera(startPhotos(section.closest("form")));
