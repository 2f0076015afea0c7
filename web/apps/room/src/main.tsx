import "../../../packages/ui/tokens.css";
import "../../../packages/ui/ui.css";
import "../../../packages/ui/popover.css";
import "../../../packages/presenter/presenter.css";
import "./room.css";
import "./arriving.css";
import "./live.css";
import "./controls.css";
import "./clip.css";
import "../../../packages/ui/contrast.css";
import "./screens/finish/finish.css";
import "./handIn.css";
import { createRoot } from "react-dom/client";
import { roomApi } from "@vivavoce/live";
import { App } from "./App";
import { HostPage } from "./embed/host";
import { isEmbed, portalIn, tokenIn } from "./place";

const RELOAD_AFTER_MS = 3_000;
const root = createRoot(document.getElementById("room")!);
const portal = portalIn(location.pathname);
const again = () => setTimeout(() => location.reload(), RELOAD_AFTER_MS);

if (portal) {
  import("./portal/PortalApp").then(({ PortalApp }) => root.render(<PortalApp at={portal} />), again);
} else if (isEmbed(location.pathname)) {
  const host = HostPage.of();
  import("./embed").then(({ embedRoom }) => root.render(embedRoom(host)), again);
} else {
  const link = tokenIn(location.pathname);
  root.render(<App api={roomApi(link)} link={link} />);
}
