/*
 * photoSmall(file) promises {file, isReadable}: the photo upright and no larger than the diary
 * keeps it, or as it was where this browser cannot read it (HEIC, say).
 */
window.photoSmall = (() => {
  "use strict";

  const LONGEST = 2000; // pixels
  const QUALITY = 0.85;

  async function decoded(file) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return decodedAsElement(file);
    }
  }

  async function decodedAsElement(file) {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return image;
    } catch {
      return null;
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }

  async function scaledDown(picture, file) {
    const width = picture.naturalWidth ?? picture.width;
    const height = picture.naturalHeight ?? picture.height;
    const scale = LONGEST / Math.max(width, height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close?.();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
    return blob ? new File([blob], name, { type: "image/jpeg" }) : file;
  }

  return async (file) => {
    const picture = await decoded(file);
    if (!picture) return { file, isReadable: false };
    return { file: await scaledDown(picture, file), isReadable: true };
  };
})();
