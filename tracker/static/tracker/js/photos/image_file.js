/*
 * Reads and scales down the file of a photo before it is sent.
 */
const MAX_SIDE = 2000; // pixels
const QUALITY = 0.85;
const AVIF = /^.{4}ftyp(avi[fs]|(mif|msf).*avi[fs])/s; // the brands at the start of the file

// ---- its Exif data

const EXIF = /(?:Exif\0\0|EXIF[^]{4}|eXIf|\0{4})(?=II\*\0|MM\0\*)/; // JPEG and HEIC, WebP, PNG, HEIC
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003; // "2026:03:03 17:20:00"

/**
 * Resolves to the day in a photo's Exif data, "2026-03-03", or "". Scaling down removes the data, so
 * call this before.
 */
export async function dayTaken(file) {
  return inExif(file, dayIn, "");
}

/** Resolves to what read(view, tiff, directory, isLittle) returns, or to otherwise. */
async function inExif(file, read, otherwise) {
  try {
    const view = new DataView(await file.arrayBuffer());
    const match = EXIF.exec(new TextDecoder("latin1").decode(view));
    if (!match) return otherwise;
    const tiff = match.index + match[0].length;
    const isLittle = view.getUint16(tiff) === LITTLE_ENDIAN;
    return read(view, tiff, view.getUint32(tiff + 4, isLittle), isLittle) ?? otherwise;
  } catch (error) {
    if (error instanceof RangeError) return otherwise; // truncated
    throw error;
  }
}

function dayIn(view, tiff, first, isLittle) {
  const directory = valueOf(view, tiff, first, EXIF_DIRECTORY, isLittle);
  const place = directory && valueOf(view, tiff, directory, DATE_TIME_ORIGINAL, isLittle);
  if (!place) return "";
  const text = String.fromCharCode(...new Uint8Array(view.buffer, tiff + place, 10));
  const day = /^\d{4}[-:/.]\d\d[-:/.]\d\d$/.test(text) ? text.replace(/\D/g, "-") : "";
  return isDay(day) ? day : "";
}

function isDay(text) {
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Of a PNG or WebP, which not every browser turns upright; the server does. */
async function isToBeTurnedThere(file) {
  if (!/^image\/(png|webp)$/.test(file.type)) return false;
  const read = (view, tiff, first, isLittle) => {
    const value = valueOf(view, tiff, first, ORIENTATION, isLittle);
    return isLittle ? value & 0xffff : value >>> 16; // two bytes of four
  };
  return (await inExif(file, read, 1)) > 1;
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
 * scaled to the stored size, or unchanged if this browser cannot draw it (HEIC, say). Resolves to
 * null for an AVIF: the server refuses it, and it must not be converted to a JPEG here.
 */
export async function scaledDown(file, quarters = 0) {
  if (AVIF.test(await file.slice(0, 64).text())) return null;
  const picture = !(await isToBeTurnedThere(file)) && (await decode(file));
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
