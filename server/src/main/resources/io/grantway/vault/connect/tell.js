// Tells the page that has opened this window how it ended: that page's origin alone.
(function () {
  "use strict";
  var told = document.getElementById("told");
  if (!told || !window.opener) {
    return;
  }
  window.opener.postMessage(
    {
      type: "grantway:connected",
      provider: told.dataset.provider,
      session: told.dataset.session,
      status: told.dataset.status
    },
    told.dataset.origin
  );
  if (told.dataset.status === "connected") {
    window.close();
  }
})();
