import { useEffect, useRef } from "react";
import type { Fault } from "./details";

/** For a form: whenever something is found wrong, the focus goes to where it can be mended. */
export function useFaultFocus(fault: Fault | null) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (fault) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [fault]);
  return form;
}
