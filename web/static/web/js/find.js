// The list under the header's search field: arrows move through its links, Enter opens one, Escape and a click
// elsewhere close it. A marking pasted with line ends keeps them, as bars between spaces.
export function start() {
  const field = document.querySelector("[data-find]");
  const list = document.getElementById("found");
  if (!field || !list) return;
  const links = () => [...list.querySelectorAll("a")];
  const close = () => list.replaceChildren();

  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\r\n]/.test(text.trim())) return;
    event.preventDefault();
    const joined = text.trim().split(/\s*[\r\n]+\s*/).join(" | ");
    field.setRangeText(joined, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.closest("form").addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.code === "Escape" && list.childElementCount) {
      event.preventDefault(); // what was typed stays; the field is emptied or left by the next one only
      event.stopPropagation();
      close();
      field.focus();
    }
    if (event.code !== "ArrowDown" && event.code !== "ArrowUp") return;
    const all = links();
    if (!all.length) return;
    event.preventDefault();
    const next = all.indexOf(document.activeElement) + (event.code === "ArrowDown" ? 1 : -1);
    (next < 0 ? field : all[Math.min(next, all.length - 1)]).focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".find")) close();
  });
  // Whoever goes on to something else leaves the list behind.
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".find")) close();
  });
}
