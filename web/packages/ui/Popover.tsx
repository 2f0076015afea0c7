// A button that shows and hides a panel of ordinary controls beside it. Escape, a click elsewhere and a focus that moves
// on close it. The panel follows its button in the order of the page, so that Tab leads into it.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button } from "./Button";

interface Props {
  label: string;
  /** What the button is called that closes the panel where it covers its own. */
  closes: string;
  icon: ReactNode;
  /** Gets a function that closes the panel, for controls after which it has no use. */
  children: (close: () => void) => ReactNode;
  testid?: string;
}

export function Popover({ label, closes, icon, children, testid }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      if (root.current?.contains(document.activeElement)) root.current.querySelector("button")?.focus();
      setOpen(false);
    };
    const onElsewhere = (event: Event) => root.current?.contains(event.target as Node) || setOpen(false);
    document.addEventListener("keydown", onEscape);
    document.addEventListener("pointerdown", onElsewhere);
    document.addEventListener("focusin", onElsewhere);
    return () => {
      document.removeEventListener("keydown", onEscape);
      document.removeEventListener("pointerdown", onElsewhere);
      document.removeEventListener("focusin", onElsewhere);
    };
  }, [open]);

  return (
    <div className="vv-popover" ref={root}>
      <Button icon={icon} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} data-testid={testid}>
        {label}
      </Button>
      {open && (
        <div className="vv-popover-panel" id={id} role="group" aria-label={label}>
          {children(() => setOpen(false))}
          <Button look="plain" onClick={() => setOpen(false)}>{closes}</Button>
        </div>
      )}
    </div>
  );
}
