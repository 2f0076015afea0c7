// Going on with an interview that is open: one click wakes the sound, takes the microphone when she talks, and connects.
import { useState } from "react";
import { Microphone, type Mode, type State } from "@vivavoce/live";
import { chosenMicrophone } from "./chosenMicrophone";
import { wantsRawAudio } from "./place";
import { wakeSound } from "./sound";

export interface ResumeProps {
  state: State;
  onconnect: (mode: Mode, microphone: Microphone | null) => void;
  /** The microphone could not be opened: she needs the check, with its explanations. */
  onmicrophone: () => void;
}

export function useResume({ state, onconnect, onmicrophone }: ResumeProps) {
  const [busy, setBusy] = useState(false);

  const resume = async () => {
    if (state.attempt?.mode === "text") return onconnect("text", null);
    const context = wakeSound();
    if (!context) return onmicrophone();
    setBusy(true);
    try {
      onconnect("voice", await Microphone.open(context, { raw: wantsRawAudio(location.search), device: chosenMicrophone() }));
    } catch {
      onmicrophone();
    }
  };

  return { busy, resume: () => void resume() };
}
