import type { ComponentProps } from "react";

/** A link that looks like a button: it leads to another page. Our pages let nobody frame them, so from a frame it opens a
 * tab. */
export function ButtonLink({ look = "quiet", ...rest }: ComponentProps<"a"> & { look?: "primary" | "quiet" }) {
  return <a {...rest} className="vv-button" data-look={look} data-size="large" target={self === top ? undefined : "_blank"} />;
}
