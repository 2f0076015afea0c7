// The official JavaScript client calls both endpoints with the examples of the reference. argv: the folder of
// node_modules, the address, e-mail address, password and the two bodies. Prints both answers as one line of JSON.

import { createRequire } from "node:module";

const [folder, url, email, password, create, enrol] = process.argv.slice(2);
const { createClient } = createRequire(`${folder}/`)("@supabase/supabase-js");

class NoSocket {}
const client = createClient(url, "publishable-key", {
  auth: { autoRefreshToken: false },
  realtime: { transport: NoSocket }, // Node 20 has no WebSocket, and nothing here needs one
});

const must = ({ data, error }) => {
  if (error) throw error;
  return data;
};

must(await client.auth.signInWithPassword({ email, password }));
const invoke = async (name, body) => must(await client.functions.invoke(name, { body: JSON.parse(body) }));
const created = await invoke("job-interview-create", create);
const enrolled = await invoke("job-interview-create-for-candidate-with-token", enrol);
await client.auth.signOut();
console.log(JSON.stringify({ created, enrolled }));
