// A reference or a term opens a small card in place; with a modifier key, or where popovers are unknown, the link does what links do.
(function () {
  "use strict";
  if (!("popover" in HTMLElement.prototype)) return;

  const card = document.createElement("aside");
  card.className = "card-note";
  card.popover = "auto";
  card.tabIndex = -1;
  let opener = null;
  const known = new Map();

  function place() {
    const link = opener.getBoundingClientRect();
    const width = Math.min(352, window.innerWidth - 32);
    card.style.width = width + "px";
    card.style.left = Math.max(16, Math.min(link.left, window.innerWidth - width - 16)) + "px";
    const below = link.bottom + 8;
    const fits = below + card.offsetHeight < window.innerHeight;
    card.style.top = (fits ? below : Math.max(16, link.top - card.offsetHeight - 8)) + "px";
  }

  async function words(link) {
    const address = new URL(link.href);
    address.searchParams.set("card", "1");
    if (!known.has(address.href)) {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      known.set(address.href, await answer.text());
    }
    return known.get(address.href);
  }

  async function open(link) {
    try {
      card.innerHTML = await words(link);
    } catch {
      window.location.assign(link.href);
      return;
    }
    opener = link;
    card.setAttribute("aria-label", link.textContent);
    if (!card.isConnected) document.body.append(card);
    card.showPopover();
    place();
    card.focus();
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a.cite, a.term");
    if (!link || new URL(link.href).origin !== window.location.origin) return;
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });

  card.addEventListener("toggle", function (event) {
    if (event.newState === "closed" && opener && (card.contains(document.activeElement) || document.activeElement === document.body)) opener.focus();
  });
  window.addEventListener("scroll", function () { if (card.isConnected && card.matches(":popover-open")) card.hidePopover(); }, { passive: true });
})();
