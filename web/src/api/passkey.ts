// Passkeys, by the browser's own reading and writing of WebAuthn's JSON.

interface Challenge {
  publicKey: PublicKeyCredentialRequestOptionsJSON & PublicKeyCredentialCreationOptionsJSON;
}

/** What a browser made of a challenge, in WebAuthn's JSON. */
type Made = Record<string, unknown>;

/** Whether this browser, on a page that came this way, can. */
export function passkeys(): boolean {
  return isSecureContext && 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** Signs a challenge. */
export async function passkeyAnswer(challenge: object): Promise<Made> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON((challenge as Challenge).publicKey);
  return answered(await navigator.credentials.get({ publicKey }));
}

/** Makes a passkey. */
export async function passkeyMade(challenge: object): Promise<Made> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON((challenge as Challenge).publicKey);
  return answered(await navigator.credentials.create({ publicKey }));
}

function answered(credential: Credential | null): Made {
  // Whoever calls it off makes no credential: the room tells them that there was none.
  return credential instanceof PublicKeyCredential ? { ...credential.toJSON() } : {};
}
