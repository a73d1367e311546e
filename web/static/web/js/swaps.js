// After an htmx swap: focus goes to what the server marked with data-focus, what it marked with data-say is read out;
// a swap that failed says so in words.
export function start() {
  document.addEventListener("htmx:afterSettle", (event) => {
    // After an outer swap the target is the element that went; its successor has the same id.
    const target = document.getElementById(event.detail.target.id) ?? event.detail.target;
    const wanted = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
    if (wanted) wanted.focus({ preventScroll: true });
    say(target.querySelector("[data-say]")?.textContent.replace(/\s+/g, " ").trim());
  });
  document.addEventListener("htmx:sendError", () => lost(true));
  document.addEventListener("htmx:responseError", (event) => {
    // A refusal is a page of its own; the server says there what to do.
    if (event.detail.xhr.status < 500) location.reload();
    else lost(true);
  });
  document.addEventListener("htmx:afterOnLoad", () => lost(false));
}

// Read out once what has changed, however often the page asks.
function say(words) {
  const said = document.getElementById("said");
  if (said && words && words !== said.textContent) said.textContent = words;
}

function lost(shown) {
  const strip = document.getElementById("lost");
  if (strip) strip.hidden = !shown;
}
