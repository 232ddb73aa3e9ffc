/*
 * The colours that this browser chose, for a stored page: it may be older than the choice. Other
 * pages have them from the server (templates/_partials/appearance.html).
 */
const LIGHT = "#fbf6ef";
const DARK = "#181614";
const APPEARANCES = {
  light: { media: "not all", scheme: "light", colours: [LIGHT, LIGHT] },
  dark: { media: "screen", scheme: "dark", colours: [DARK, DARK] },
  device: {
    media: "screen and (prefers-color-scheme: dark)",
    scheme: "light dark",
    colours: [LIGHT, DARK],
  },
};

export function applyAppearance() {
  const [, chosen = "device"] = /milkspot_appearance=(light|dark)/.exec(document.cookie) ?? [];
  const { media, scheme, colours } = APPEARANCES[chosen];
  document.querySelector("link[data-dark]").media = media;
  document.querySelector("meta[name=color-scheme]").content = scheme;
  const metas = document.querySelectorAll("meta[name=theme-color]");
  for (const [n, meta] of metas.entries()) meta.content = colours[n];
}
