// Buttons that copy a whole value, such as a hash: data-copy="the value".
export function start() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("is-ok");
      button.querySelector("[data-done]")?.removeAttribute("hidden");
    });
  }
}
