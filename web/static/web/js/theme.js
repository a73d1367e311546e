// The theme by choice: device, light or dark. Runs before the page is drawn; without it the device decides.
(() => {
  const KEY = "chiptrail-theme";
  const MEDIA = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };
  const order = Object.keys(MEDIA);
  const chosen = () => {
    try {
      const kept = localStorage.getItem(KEY);
      return order.includes(kept) ? kept : "auto";
    } catch {
      return "auto";
    }
  };

  function apply(theme) {
    document.getElementById("dark").media = MEDIA[theme];
    for (const name of document.querySelectorAll("[data-theme-name]")) {
      name.hidden = name.dataset.themeName !== theme;
    }
  }

  apply(chosen());
  document.addEventListener("DOMContentLoaded", () => {
    apply(chosen());
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const next = order[(order.indexOf(chosen()) + 1) % order.length];
        try {
          localStorage.setItem(KEY, next);
        } catch {
          // A browser that keeps nothing still changes the theme of this page.
        }
        apply(next);
      });
    }
  });
})();
