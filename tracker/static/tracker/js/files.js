/*
 * Links to files, in the app on a home screen: there is no way back from a file that opens as a
 * page, so it is shared or downloaded. In a browser they are links.
 */
import { isApp } from "./context.js";

async function handOver(link) {
  const response = await fetch(link.href, { redirect: "manual" }).catch(() => null);
  if (response?.type === "opaqueredirect") return location.reload(); // shows why there is none
  const name = /filename="([^"]+)"/.exec(response?.headers.get("Content-Disposition") ?? "")?.[1];
  if (!response?.ok || !name) return location.assign(link.href);
  const file = new File([await response.blob()], name, {
    type: response.headers.get("Content-Type").split(";")[0],
  });
  if (!(await isShared(file))) download(file);
  return undefined;
}

async function isShared(file) {
  if (!navigator.canShare?.({ files: [file] })) return false;
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    return error.name === "AbortError"; // the user closed the menu
  }
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60 * 1000);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[download], a[data-pdf]");
  if (!link || link.protocol === "blob:" || !isApp) return;
  event.preventDefault();
  handOver(link);
});
