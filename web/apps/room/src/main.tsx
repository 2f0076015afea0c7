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
import { createRoot } from "react-dom/client";
import { roomApi } from "@vivavoce/live";
import { App } from "./App";
import { tokenIn } from "./place";

const link = tokenIn(location.pathname);

createRoot(document.getElementById("room")!).render(<App api={roomApi(link)} link={link} />);
