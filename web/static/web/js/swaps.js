// After an htmx swap: focus goes to what the server marked with data-focus; a swap that failed says so in words.
export function start() {
  document.addEventListener("htmx:afterSettle", (event) => {
    // After an outer swap the target is the element that went; its successor has the same id.
    const target = document.getElementById(event.detail.target.id) ?? event.detail.target;
    const wanted = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
    if (wanted) wanted.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:sendError", () => lost(true));
  document.addEventListener("htmx:responseError", () => lost(true));
  document.addEventListener("htmx:afterOnLoad", () => lost(false));
}

function lost(shown) {
  const strip = document.getElementById("lost");
  if (strip) strip.hidden = !shown;
}
