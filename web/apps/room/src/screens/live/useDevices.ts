// Her microphone and loudspeaker during the interview, as the screen needs them: switched off by her, or lost.
import { useEffect, useState } from "react";
import type { Conversation } from "@vivavoce/live";

export function useDevices(conversation: Conversation) {
  const [muted, setMuted] = useState(conversation.microphone?.muted ?? false);
  const [sound, setSound] = useState(conversation.sound);
  const [soundBlocked, setSoundBlocked] = useState(false);
  const [microphoneLost, setMicrophoneLost] = useState(false);
  const { microphone, context } = conversation;

  useEffect(() => {
    if (!microphone) return;
    microphone.onlost = () => {
      setMicrophoneLost(true);
      conversation.mode = "text";
    };
  }, [microphone, conversation]);

  useEffect(() => {
    if (!context) return;
    const look = () => setSoundBlocked(context.state !== "running");
    const late = setTimeout(look, 1_000);
    context.addEventListener("statechange", look);
    return () => {
      clearTimeout(late);
      context.removeEventListener("statechange", look);
    };
  }, [context]);

  return {
    muted,
    sound,
    soundBlocked: soundBlocked && sound,
    microphoneLost,
    resumeSound: () => void context?.resume(),
    toggleMute: () => {
      if (!microphone) return;
      microphone.muted = !muted;
      setMuted(!muted);
    },
    toggleSound: () => {
      conversation.sound = !sound;
      if (!sound) void context?.resume();
      setSound(conversation.sound);
    },
  };
}
