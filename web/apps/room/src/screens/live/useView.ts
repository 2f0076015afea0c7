// What she wants to see during the interview, remembered for her link. Nothing of it changes what she hears.
import { useChoice } from "../../remembered";

export interface View {
  /** The interviewer's face. */
  face: boolean;
  showFace(on: boolean): void;
  /** The minutes that are left. Off until she asks: a clock is a pressure. */
  clock: boolean;
  showClock(on: boolean): void;
}

export function useView(link: string): View {
  const [face, showFace] = useChoice("face", link, true);
  const [clock, showClock] = useChoice("clock", link, false);
  return { face, showFace, clock, showClock };
}
