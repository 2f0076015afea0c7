// What she asks for, by click or by key: checked against the moment, and asked back where it cannot be undone.
import { useEffect, useRef, useState } from "react";
import { canCommand, questionInHand, type CommandName, type Conversation, type Session } from "@vivavoce/live";
import { useKept } from "../../remembered";
import { meaningOf, placeOf } from "./commands";

export interface Commands {
  can(name: CommandName): boolean;
  act(name: CommandName): void;
  /** She is asked whether she means it. */
  asking: "skip" | "end" | null;
  answer(yes: boolean): void;
  /** Keeping her turn has a sense: she talks, and it is not a break. */
  canHold: boolean;
  keys: boolean;
  setKeys(on: boolean): void;
}

export function useCommands(conversation: Conversation, session: Session): Commands {
  const [asked, setAsked] = useState<{ what: "skip" | "end"; of: string | undefined } | null>(null);
  const [keys, setKeys] = useKept("vivavoce.keys", true);
  const canHold = conversation.microphone !== null && session.mode === "voice" && !["paused", "ended"].includes(session.interviewer);
  const can = (name: CommandName) => canCommand(session, name);

  const inHand = questionInHand(session)?.id;
  // A question that has passed meanwhile cannot be skipped any more; the next one is not what she was asked about.
  const asking = asked?.what === "skip" && asked.of !== inHand ? null : (asked?.what ?? null);

  const act = (name: CommandName) => {
    if (name !== "end" && !can(name)) return;
    if (name === "end" || name === "skip") setAsked({ what: name, of: inHand });
    else conversation.command(name);
  };
  const answer = (yes: boolean) => {
    if (yes && asking) conversation.command(asking);
    setAsked(null);
  };

  useKeys(keys, {
    press: (name) => act(name === "pause" && !can("pause") ? "resume" : name),
    hold: (on) => conversation.hold(on && canHold),
  });
  return { can, act, asking, answer, canHold, keys, setKeys };
}

interface Presses {
  press(name: CommandName): void;
  hold(on: boolean): void;
}

/** Single keys, while no dialog is open. A window that loses the focus never hears the key go up. */
function useKeys(on: boolean, presses: Presses): void {
  const latest = useRef(presses);
  latest.current = presses;

  useEffect(() => {
    if (!on) return;
    let held = false;
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const meaning = meaningOf(event, placeOf(document.activeElement));
      if (meaning === null) return;
      event.preventDefault();
      if (event.repeat) return;
      if (meaning !== "hold") return latest.current.press(meaning);
      held = true;
      latest.current.hold(true);
    };
    const release = () => {
      if (held) latest.current.hold(false);
      held = false;
    };
    const up = (event: KeyboardEvent) => event.code === "Space" && release();
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", release);
    return () => {
      release();
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
    };
  }, [on]);
}
