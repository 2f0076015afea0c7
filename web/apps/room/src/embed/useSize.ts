// Tells the page around the frame how high it should be: as high as its words, so that nothing scrolls twice. The live
// interview fills any window, so it asks for a comfortable height and no more than the window has.
import { useEffect } from "react";
import type { HostPage } from "./host";
import "./embed.css";

export const LIVE_HEIGHT = 760;

export function useSize(host: HostPage | null): void {
  useEffect(() => {
    if (!host) return;
    document.documentElement.dataset.embedded = "";
    const room = document.getElementById("room")!;
    let shown: Element | null = null;
    let told = "";
    const tell = () => {
      const screen = room.querySelector("main");
      if (!screen) return;
      const fit = screen.classList.contains("live");
      const height = fit ? LIVE_HEIGHT : Math.ceil(room.getBoundingClientRect().height);
      // The first screen that is more than "one moment" is where she begins; from there on a new one is a step.
      const top = shown !== null && shown !== screen;
      if (!screen.classList.contains("waiting")) shown = screen;
      if (!top && told === `${height} ${fit}`) return;
      told = `${height} ${fit}`;
      host.tell({ type: "resize", height, fit, top: top && shown === screen });
    };
    const size = new ResizeObserver(tell);
    const screens = new MutationObserver(tell);
    size.observe(room);
    screens.observe(room, { childList: true, subtree: true });
    return () => {
      size.disconnect();
      screens.disconnect();
    };
  }, [host]);
}
