/*
 * A camera in the page: the last photo is a pale overlay, so that the next one is taken from the
 * same position. Photos are only added to the form's list.
 */
const QUALITY = 0.92;

/** Starts the camera if the browser supports it; photos: {add}, see send.js. */
export function startCamera(photos) {
  const dialog = document.querySelector("[data-camera]");
  if (!dialog || !photos || !navigator.mediaDevices?.getUserMedia || !dialog.showModal) return;

  const element = (name) => dialog.querySelector(`[data-camera-${name}]`);
  const text = dialog.dataset;
  const video = element("live");
  const earlier = element("earlier");
  const opener = document.querySelector("[data-camera-open]");
  let stream = null;
  let cameras = [];
  let taken = 0;

  const announce = (words) => (element("said").textContent = words);
  const track = () => stream?.getVideoTracks()[0];

  async function start(which = { facingMode: { ideal: "environment" } }) {
    stop();
    const size = { width: { ideal: 2560 }, height: { ideal: 1920 } };
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...size } });
    } catch (error) {
      const refused = error.name === "NotAllowedError";
      return announce(refused ? text.textRefused : text.textNone);
    }
    if (!dialog.open) return stop();
    video.srcObject = stream;
    await video.play().catch(() => undefined);
    element("shutter").disabled = false;
    element("torch").hidden = !track().getCapabilities?.().torch;
    element("torch").setAttribute("aria-pressed", "false");
    const devices = await navigator.mediaDevices.enumerateDevices();
    cameras = devices.filter(({ kind }) => kind === "videoinput");
    element("switch").hidden = cameras.length < 2;
    return undefined;
  }

  function stop() {
    for (const one of stream?.getTracks() ?? []) one.stop();
    stream = null;
    video.srcObject = null;
    element("shutter").disabled = true;
  }

  function open() {
    taken = 0;
    announce("");
    const { address } = earlier.dataset; // of the concern's last photo
    if (address && !earlier.getAttribute("src")) earlier.src = address;
    dialog.showModal();
    start();
  }

  async function shoot() {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (!canvas.width) return;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob) return;
    taken += 1;
    const name = text.textName.replace("{number}", taken);
    const file = new File([blob], `${name}.jpg`, { type: "image/jpeg" });
    photos.add({ file });
    announce(text.textTaken.replace("{number}", taken));
    dialog.classList.remove("has-flashed");
    requestAnimationFrame(() => dialog.classList.add("has-flashed"));
  }

  function setStrength() {
    earlier.style.opacity = element("slider").value / 100;
  }

  function otherCamera() {
    const now = track()?.getSettings().deviceId;
    const index = cameras.findIndex(({ deviceId }) => deviceId === now);
    const { deviceId } = cameras[(index + 1) % cameras.length];
    start({ deviceId: { exact: deviceId } });
  }

  async function torch() {
    const on = element("torch").getAttribute("aria-pressed") !== "true";
    await track()?.applyConstraints({ advanced: [{ torch: on }] }).catch(() => undefined);
    element("torch").setAttribute("aria-pressed", String(on));
  }

  earlier.addEventListener("load", () => (element("strength").hidden = earlier.hidden = false));
  element("slider").addEventListener("input", setStrength);
  setStrength();
  element("shutter").addEventListener("click", shoot);
  element("switch").addEventListener("click", otherCamera);
  element("torch").addEventListener("click", torch);
  element("done").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", stop);
  document.addEventListener("visibilitychange", () => {
    if (!dialog.open) return;
    if (document.hidden) stop();
    else start();
  });
  opener.addEventListener("click", open);
  opener.hidden = false;
}
