// Opens the window in which a user connects an account, and tells how it ended.
//
//   Grantway.connect({
//     url: "https://…/connect/s/…",       // from POST /vault/v1/sessions, made with this page's origin
//     onDone: result => …,                // {provider, session, status: "connected" | "failed"}
//     onClose: () => …                    // the window was closed before that; or "blocked"
//   });
//
// Call it from a click: browsers block windows that nobody asked for. Where one is blocked, onClose
// is given "blocked", and a plain link to the url does the same.
(function () {
  "use strict";
  function connect(options) {
    var url = new URL(options.url, window.location.href);
    var done = options.onDone || function () {};
    var closed = options.onClose || function () {};
    var left = window.screenX + Math.max(0, (window.outerWidth - 520) / 2);
    var top = window.screenY + Math.max(0, (window.outerHeight - 720) / 2);
    var popup = window.open(
      url.href,
      "grantway-connect",
      "popup,width=520,height=720,left=" + Math.round(left) + ",top=" + Math.round(top)
    );
    if (!popup) {
      closed("blocked");
      return null;
    }
    var ended = false;
    var watch = window.setInterval(function () {
      if (popup.closed) {
        end(function () { closed("closed"); });
      }
    }, 400);
    function end(then) {
      if (ended) {
        return;
      }
      ended = true;
      window.clearInterval(watch);
      window.removeEventListener("message", hear);
      then();
    }
    function hear(event) {
      var told = event.data;
      // Anybody can send messages: only the server that made the link is believed.
      if (event.origin !== url.origin || !told || told.type !== "grantway:connected") {
        return;
      }
      end(function () {
        done({ provider: told.provider, session: told.session, status: told.status });
      });
    }
    window.addEventListener("message", hear);
    return {
      close: function () {
        popup.close();
      }
    };
  }
  window.Grantway = Object.freeze({ connect: connect });
})();
