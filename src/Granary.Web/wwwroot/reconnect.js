// Shows that the connection is lost, keeps trying, and loads the page anew when the server does not know the circuit any
// more: it was restarted, or the pause was too long.
const dialog = document.getElementById("components-reconnect-modal");
const pause = 3000;

async function tryAgain() {
  try {
    if (await Blazor.reconnect()) return dialog.close();
    location.reload();
  } catch {
    setTimeout(tryAgain, pause);
  }
}

dialog.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show" && !dialog.open) dialog.show();
  else if (state === "hide") dialog.close();
  else if (state === "failed") setTimeout(tryAgain, pause);
  else if (state === "rejected") location.reload();
});
