// The day on a slider and in a field: each follows the other. Days are counted from the year 1, as the server counts.
const DAY = 86_400_000;
const EPOCH = 719_163; // the first of January 1970 in days since the year 1

export function start() {
  for (const form of document.querySelectorAll("[data-asof]")) {
    const [field, slider, was] = ["asof", "day", "was"].map((name) => form.elements[name]);
    slider.addEventListener("input", () => {
      field.value = new Date((slider.valueAsNumber - EPOCH) * DAY).toISOString().slice(0, 10);
      tell();
    });
    field.addEventListener("input", () => {
      const time = /^\d{4}-\d{2}-\d{2}$/.test(field.value.trim()) ? Date.parse(field.value.trim()) : NaN;
      if (Number.isNaN(time)) return;
      slider.value = time / DAY + EPOCH;
      tell();
    });
    // What is asked for without a script stays right with one: both say the same day.
    const tell = () => {
      was.value = slider.value;
      slider.setAttribute("aria-valuetext", field.value);
    };
  }
}
