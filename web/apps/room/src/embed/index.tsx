import { embedApi, entranceApi } from "@vivavoce/live";
import { embedAddress } from "./address";
import { EmbedRoom } from "./EmbedRoom";
import type { HostPage } from "./host";

/** The room of a frame. `host` has spoken already: the page around it need not wait for this. */
export function embedRoom(host: HostPage | null) {
  return <EmbedRoom address={embedAddress(location.search)} open={embedApi()} entrance={entranceApi()} host={host} />;
}
