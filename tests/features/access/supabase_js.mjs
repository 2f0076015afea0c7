// The official JavaScript client against our address: argv is the folder of node_modules, the address, e-mail address
// and password. Prints what it saw as one line of JSON.

import { createRequire } from "node:module";

const [folder, url, email, password] = process.argv.slice(2);
const { createClient } = createRequire(`${folder}/`)("@supabase/supabase-js");

class NoSocket {}
const client = createClient(url, "publishable-key", {
  auth: { persistSession: true, autoRefreshToken: false },
  realtime: { transport: NoSocket }, // Node 20 has no WebSocket, and nothing here needs one
});

const must = ({ data, error }) => {
  if (error) throw error;
  return data;
};
const failure = ({ error }) => ({ name: error?.name, code: error?.code, status: error?.status, message: error?.message });

const wrong = failure(await client.auth.signInWithPassword({ email, password: "wrong" }));
const signedIn = must(await client.auth.signInWithPassword({ email, password }));
const whoami = must(await client.functions.invoke("whoami", { body: { any: "thing" } }));
const refreshed = must(await client.auth.refreshSession());
const again = must(await client.functions.invoke("whoami", { body: {} }));
const user = must(await client.auth.getUser());
const claims = must(await client.auth.getClaims());
const held = refreshed.session.access_token;
const { error: notSignedOut } = await client.auth.signOut();
if (notSignedOut) throw notSignedOut;
const invoked = await client.functions.invoke("whoami", { headers: { Authorization: `Bearer ${held}` }, body: {} });
const gone = failure(await client.auth.getUser(held));

console.log(
  JSON.stringify({
    wrong,
    userId: signedIn.user.id,
    whoami,
    again,
    rotated: refreshed.session.refresh_token !== signedIn.session.refresh_token,
    email: user.user.email,
    claimedSub: claims.claims.sub,
    afterwards: { status: invoked.error?.context?.status, body: await invoked.error?.context?.json() },
    gone,
  }),
);
