// Says that the connection is lost, keeps trying, and loads the page anew when the server does not know the circuit any
// more: it was restarted, or the pause was too long; or when it lets nobody in without signing in again.
const notice = document.getElementById("components-reconnect-modal");
const pause = 3000;

async function tryAgain() {
  try {
    if (await Blazor.reconnect()) notice.hidden = true;
    else location.reload();
  } catch {
    if (await isLedAway()) location.reload();
    else setTimeout(tryAgain, pause);
  }
}

async function isLedAway() {
  try {
    return (await fetch(location.href, { redirect: "manual" })).type === "opaqueredirect";
  } catch {
    return false;
  }
}

notice.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show") notice.hidden = false;
  else if (state === "hide") notice.hidden = true;
  else if (state === "failed") setTimeout(tryAgain, pause);
  else if (state === "rejected") location.reload();
});
