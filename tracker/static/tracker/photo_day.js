/*
 * The day on which a photo was taken, as the camera wrote it into a JPEG. Read before the picture
 * is scaled down, which leaves it out.
 *
 * photoDay(file) promises "2026-03-03", or "" where the file does not say.
 */
window.photoDay = (() => {
  "use strict";

  const HEAD = 256 * 1024; // what a camera writes about a picture stands at its beginning
  const JPEG = 0xffd8;
  const APP1 = 0xffe1;
  const EXIF = 0x45786966;
  const LITTLE_ENDIAN = 0x4949;
  const EXIF_DIRECTORY = 0x8769;
  const TAKEN = 0x9003; // DateTimeOriginal: "2026:03:03 17:20:00"

  /** Return where the TIFF block of the Exif segment starts. */
  function tiffIn(view) {
    if (view.getUint16(0) !== JPEG) return undefined;
    for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint16(at) === APP1 && view.getUint32(at + 4) === EXIF) return at + 10;
    }
    return undefined;
  }

  /** Return the value (or the place) that a directory holds under a tag. */
  function lookUp(view, tiff, directory, tag, little) {
    const count = view.getUint16(tiff + directory, little);
    for (let number = 0; number < count; number += 1) {
      const at = tiff + directory + 2 + 12 * number;
      if (view.getUint16(at, little) === tag) return view.getUint32(at + 8, little);
    }
    return undefined;
  }

  function dayIn(view) {
    const tiff = tiffIn(view);
    if (tiff === undefined) return "";
    const little = view.getUint16(tiff) === LITTLE_ENDIAN;
    const first = view.getUint32(tiff + 4, little);
    const directory = lookUp(view, tiff, first, EXIF_DIRECTORY, little);
    const place = directory && lookUp(view, tiff, directory, TAKEN, little);
    if (!place) return "";
    const text = String.fromCharCode(...new Uint8Array(view.buffer, tiff + place, 10));
    const [, year, month, day] = /^(\d{4})[:-](\d\d)[:-](\d\d)$/.exec(text) ?? [];
    return year ? `${year}-${month}-${day}` : "";
  }

  return async (file) => {
    try {
      return dayIn(new DataView(await file.slice(0, HEAD).arrayBuffer()));
    } catch (error) {
      if (error instanceof RangeError) return ""; // cut off, or no JPEG at all
      throw error;
    }
  };
})();
