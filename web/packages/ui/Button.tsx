import type { ComponentProps, ReactNode } from "react";

interface Props extends Omit<ComponentProps<"button">, "type"> {
  look?: "primary" | "quiet" | "plain" | "danger";
  size?: "normal" | "large";
  /** Keeps the label, shows that work goes on, and ignores further clicks. */
  busy?: boolean;
  submits?: boolean;
  icon?: ReactNode;
}

export function Button({ look = "quiet", size = "normal", busy = false, submits, icon, children, onClick, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={submits ? "submit" : "button"}
      className="vv-button"
      data-look={look}
      data-size={size}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="vv-spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
