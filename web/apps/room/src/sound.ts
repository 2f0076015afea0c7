// The tab's one AudioContext. Browsers let it sound only after a click, so it is made or resumed inside one.

let context: AudioContext | null = null;

/** Call inside a click handler. Null where the browser has no Web Audio. */
export function wakeSound(): AudioContext | null {
  if (typeof AudioContext !== "function") return null;
  context ??= new AudioContext({ latencyHint: "interactive" });
  if (context.state !== "running") void context.resume();
  return context;
}

/** Three soft notes, to find out whether her speakers work. */
export function chime(into: AudioContext): void {
  for (const [index, hertz] of [392, 494, 587].entries()) {
    const at = into.currentTime + 0.05 + index * 0.28;
    const tone = new OscillatorNode(into, { type: "sine", frequency: hertz });
    const gain = new GainNode(into, { gain: 0 });
    gain.gain.setTargetAtTime(0.22, at, 0.015);
    gain.gain.setTargetAtTime(0, at + 0.16, 0.1);
    tone.connect(gain).connect(into.destination);
    tone.start(at);
    tone.stop(at + 0.8);
  }
}
