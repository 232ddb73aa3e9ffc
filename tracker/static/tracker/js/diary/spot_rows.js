/*
 * The rows of a form's spots: a Django formset, whose empty form is the template of new rows.
 */

/** Returns the field of a row by the end of its name: "site", "side", "x", "DELETE" ... */
export const fieldOf = (row, end) => row.querySelector(`[name$="-${end}"]`);

const names = JSON.parse(document.getElementById("place-names")?.textContent ?? "{}");

/** Returns the name of a place in the reader's language, such as "left cheek". */
export const placeName = (site, side) => names[site]?.[side] ?? names[site]?.[""] ?? site;

/** Returns the name of the place in a row. */
export const placeOf = (row) => placeName(fieldOf(row, "site").value, fieldOf(row, "side").value);

const isEmpty = (row) =>
  !fieldOf(row, "DELETE")?.checked &&
  !["site", "count", "size_mm"].some((end) => fieldOf(row, end)?.value) &&
  !row.querySelector(".errorlist, .is-invalid, [aria-invalid=true]");

export function spotRows(section) {
  const list = section.querySelector("[data-spot-rows]");
  const template = section.querySelector("template[data-spot-template]");
  const total = section.querySelector('input[name$="-TOTAL_FORMS"]');
  const max = Number(section.querySelector('input[name$="-MAX_NUM_FORMS"]')?.value ?? 1000);
  const all = () => [...list.querySelectorAll("[data-spot-row]")];

  const numberOf = (row) => Number(/-(\d+)-site$/.exec(fieldOf(row, "site").name)[1]);

  function append() {
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.querySelector("[data-spot-row]");
    list.append(holder.content);
    total.value = Number(total.value) + 1;
    return row;
  }

  return {
    list,
    all,
    shown: () => all().filter((row) => !row.hidden),

    /** Shows and returns an empty row at the end of the list; undefined at the maximum. */
    addEmpty() {
      let row = all().find(isEmpty);
      if (!row && Number(total.value) < max) row = append();
      if (!row) return undefined;
      row.hidden = false;
      list.append(row);
      return row;
    },

    /** Has as many rows as a stored form, given the values of its fields. */
    fitTo(valuesOf) {
      const wanted = Number(valuesOf(total.name)[0] ?? total.value);
      while (Number(total.value) < wanted) append();
      for (const row of all()) if (numberOf(row) >= wanted) row.remove();
    },

    hideUnused() {
      for (const row of all()) {
        row.hidden = isEmpty(row) || Boolean(fieldOf(row, "DELETE")?.checked);
      }
    },
  };
}
