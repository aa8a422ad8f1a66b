"use strict";
// Asks the browser for a passkey and sends what it says with the form, which stays hidden without this script.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const asked = form.dataset;
  const problem = form.querySelector("[data-problem]");

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const set = (name, value) => { form.elements[name].value = value; };

  const get = async () => {
    const found = await navigator.credentials.get({
      publicKey: { challenge: bytes(asked.challenge), rpId: asked.party, userVerification: "required", timeout: 240000 },
    });
    set("id", text(found.rawId));
    set("clientData", text(found.response.clientDataJSON));
    set("authenticatorData", text(found.response.authenticatorData));
    set("signature", text(found.response.signature));
    set("userHandle", found.response.userHandle ? text(found.response.userHandle) : "");
  };

  const create = async () => {
    const known = asked.known.split(" ").filter((id) => id !== "");
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.party, name: asked.site },
        user: { id: bytes(asked.user), name: asked.username, displayName: asked.display },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        excludeCredentials: known.map((id) => ({ type: "public-key", id: bytes(id) })),
        attestation: "none",
        timeout: 240000,
      },
    });
    set("clientData", text(made.response.clientDataJSON));
    set("attestation", text(made.response.attestationObject));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      await (asked.passkey === "create" ? create() : get());
    } catch (error) {
      problem.hidden = false;
      return;
    }
    form.submit();
  });
  form.hidden = false;
})();
