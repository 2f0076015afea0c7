// Keeps her turn: pressed for as long as she holds it, or switched by a tap, a key or a switch.
import { useId, useRef, type MouseEvent, type PointerEvent } from "react";
import { Button, Icon } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { afterPress } from "./commands";

interface Props {
  on: boolean;
  onchange: (on: boolean) => void;
  keys: boolean;
}

/** A click that follows a press so closely is its echo; any other comes from a key or a switch. */
const ECHO_MS = 500;

export function HoldButton({ on, onchange, keys }: Props) {
  const press = useRef<{ at: number; before: boolean } | null>(null);
  const releasedAt = useRef(-Infinity);
  const hint = useId();

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { at: event.timeStamp, before: on };
    onchange(true);
  };
  const up = (event: PointerEvent) => {
    if (!press.current) return;
    onchange(afterPress(press.current.before, event.timeStamp - press.current.at));
    press.current = null;
    releasedAt.current = event.timeStamp;
  };
  const click = (event: MouseEvent) => event.timeStamp - releasedAt.current > ECHO_MS && onchange(!on);

  return (
    <>
      <Button data-hold icon={<Icon name="hand" />} aria-pressed={on} aria-describedby={hint} title={t("live.hold.hint")}
        aria-keyshortcuts={keys ? "Space" : undefined} onPointerDown={down} onPointerUp={up} onPointerCancel={up}
        onContextMenu={(event) => event.preventDefault()} onClick={click} data-testid="hold">
        {t("live.hold")}
      </Button>
      <span id={hint} hidden>{t("live.hold.hint")}</span>
    </>
  );
}
