/*
 * Reads and scales down the file of a photo before it is sent.
 */
const MAX_SIDE = 2000; // pixels
const QUALITY = 0.85;
const AVIF = /^.{4}ftyp(avi[fs]|(mif|msf).*avi[fs])/s; // the brands at the start of the file

// ---- the day of the photo

const HEAD = 256 * 1024; // Exif is at the start of the file
const JPEG = 0xffd8;
const APP1 = 0xffe1;
const EXIF = 0x45786966;
const LITTLE_ENDIAN = 0x4949;
const EXIF_DIRECTORY = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003; // "2026:03:03 17:20:00"

/**
 * Resolves to the day in a JPEG's Exif data, "2026-03-03", or "". Scaling down removes the data, so
 * call this before.
 */
export async function dayTaken(file) {
  try {
    return dayIn(new DataView(await file.slice(0, HEAD).arrayBuffer()));
  } catch (error) {
    if (error instanceof RangeError) return ""; // truncated, or not a JPEG
    throw error;
  }
}

function dayIn(view) {
  const tiff = tiffIn(view);
  if (tiff === undefined) return "";
  const isLittle = view.getUint16(tiff) === LITTLE_ENDIAN;
  const first = view.getUint32(tiff + 4, isLittle);
  const directory = valueOf(view, tiff, first, EXIF_DIRECTORY, isLittle);
  const place = directory && valueOf(view, tiff, directory, DATE_TIME_ORIGINAL, isLittle);
  if (!place) return "";
  const text = String.fromCharCode(...new Uint8Array(view.buffer, tiff + place, 10));
  const [, year, month, day] = /^(\d{4})[:-](\d\d)[:-](\d\d)$/.exec(text) ?? [];
  return year ? `${year}-${month}-${day}` : "";
}

/** Returns where the TIFF block of the Exif segment starts. */
function tiffIn(view) {
  if (view.getUint16(0) !== JPEG) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === APP1 && view.getUint32(at + 4) === EXIF) return at + 10;
  }
  return undefined;
}

/** Returns the value, or its offset, of a tag in a directory of the TIFF block. */
function valueOf(view, tiff, directory, tag, isLittle) {
  const count = view.getUint16(tiff + directory, isLittle);
  for (let number = 0; number < count; number += 1) {
    const at = tiff + directory + 2 + 12 * number;
    if (view.getUint16(at, isLittle) === tag) return view.getUint32(at + 8, isLittle);
  }
  return undefined;
}

// ---- its size

/**
 * Resolves to {file, isReadable}: the photo upright, turned by so many quarters to the right and
 * scaled to the stored size, or unchanged if this browser cannot read it (HEIC, say). Resolves to
 * null for an AVIF: the server refuses it, and it must not be converted to a JPEG here.
 */
export async function scaledDown(file, quarters) {
  if (AVIF.test(await file.slice(0, 64).text())) return null;
  const picture = await decode(file);
  if (!picture) return { file, isReadable: false };
  return { file: await draw(picture, file, quarters % 4), isReadable: true };
}

async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return decodeAsElement(file);
  }
}

async function decodeAsElement(file) {
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

async function draw(picture, file, quarters) {
  const width = picture.naturalWidth ?? picture.width;
  const height = picture.naturalHeight ?? picture.height;
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  if (scale === 1 && !quarters) return file;
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = quarters % 2 ? [down, across] : [across, down];
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarters * Math.PI) / 2);
  context.drawImage(picture, -across / 2, -down / 2, across, down);
  picture.close?.();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
  return blob ? new File([blob], name, { type: "image/jpeg" }) : file;
}
