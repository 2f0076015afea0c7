// The microphone of the check: opened at once, opened again on request or for another device, closed when she leaves
// unless it was handed over to the interview.
import { useEffect, useRef, useState } from "react";
import { Microphone, MicrophoneError, microphones, type Device } from "@vivavoce/live";
import { chosenMicrophone, rememberMicrophone } from "../../chosenMicrophone";
import { explainFault, factsHere, type Explanation } from "../../faults";
import { wantsRawAudio } from "../../place";
import { wakeSound } from "../../sound";

export function useMicrophone() {
  const [microphone, setMicrophone] = useState<Microphone | null>(null);
  const [trouble, setTrouble] = useState<Explanation | null>(null);
  const [devices, setDevices] = useState<Device[]>([]);
  const [tries, setTries] = useState(0);
  const kept = useRef(false);

  useEffect(() => {
    let left = false;
    let mine: Microphone | null = null;
    const open = async () => {
      try {
        const context = wakeSound();
        if (!context) throw new MicrophoneError("unsupported");
        const opened = await Microphone.open(context, { raw: wantsRawAudio(location.search), device: chosenMicrophone() });
        if (left) return opened.close();
        mine = opened;
        opened.onlost = () => setTrouble(explained(new MicrophoneError("missing")));
        setMicrophone(opened);
        const found = await microphones();
        if (!left) setDevices(found);
      } catch (error) {
        if (!left) setTrouble(explained(error));
      }
    };
    void open();
    return () => {
      left = true;
      if (!kept.current) mine?.close();
    };
  }, [tries]);

  const retry = () => {
    setMicrophone(null);
    setTrouble(null);
    setTries(tries + 1);
  };
  return {
    microphone,
    trouble,
    devices,
    retry,
    choose: (device: string) => {
      rememberMicrophone(device);
      setTries(tries + 1);
    },
    keepOpen: (keep: boolean) => {
      kept.current = keep;
    },
  };
}

function explained(error: unknown): Explanation {
  const { trouble, cause } = error instanceof MicrophoneError ? error : new MicrophoneError("failed", error);
  return explainFault(trouble, cause instanceof Error || cause instanceof DOMException ? cause.message : "", factsHere());
}
