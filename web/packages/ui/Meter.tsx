// A microphone level as a row of bars. It reads the level by itself, once per painted frame, so that the page around
// it is not rendered sixty times a second.
import { useEffect, useRef } from "react";

const BARS = 24;

export function Meter({ level, label }: { level: () => number; label: string }) {
  const row = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let shown = 0;
    let frame = 0;
    const paint = () => {
      shown = Math.max(level(), shown * 0.92);
      const lit = Math.round(shown * BARS);
      const bars = row.current?.children ?? [];
      for (let index = 0; index < bars.length; index++) (bars[index] as HTMLElement).dataset.on = String(index < lit);
      frame = requestAnimationFrame(paint);
    };
    paint();
    return () => cancelAnimationFrame(frame);
  }, [level]);

  return (
    <div className="vv-meter" ref={row} role="img" aria-label={label}>
      {Array.from({ length: BARS }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
