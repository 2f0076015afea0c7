import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  tone?: "info" | "warn" | "bad";
  title?: string;
  /** Read out at once; for what she must know now. */
  urgent?: boolean;
  children?: ReactNode;
}

export function Notice({ tone = "info", title, urgent, children }: Props) {
  return (
    <div className="vv-notice" data-tone={tone} role={urgent ? "alert" : undefined}>
      <Icon name={tone === "info" ? "info" : "warning"} />
      <div className="vv-notice-body">
        {title && <p className="vv-notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
